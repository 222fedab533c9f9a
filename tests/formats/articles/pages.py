"""Pages as browsers save them: a modern one, one laid out as a table, one that says little of itself."""

# ruff: noqa: E501

MODERN = """\
<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8">
<title>Narva crossing to close at night from May | Baltic Ledger</title>
<meta property="og:title" content="Narva crossing to close at night from May">
<meta property="og:site_name" content="Baltic Ledger"><meta property="og:type" content="article">
<meta property="og:url" content="https://www.balticledger.example/estonia/narva-crossing-night">
<link rel="canonical" href="https://www.balticledger.example/estonia/narva-crossing-night">
<meta property="article:published_time" content="2024-04-11T23:40:00+03:00">
<meta property="article:modified_time" content="2024-04-13T09:00:00+03:00">
<meta name="author" content="Maarja Tamm">
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"NewsArticle","headline":"Narva crossing to close at night from May","datePublished":"2024-04-11T23:40:00+03:00","author":[{"@type":"Person","name":"Maarja Tamm"}],"publisher":{"@type":"Organization","name":"Baltic Ledger"}}]}</script>
<style>.a{color:red}</style><script>var tracking = "secret tracker";</script></head>
<body><div id="cookie-banner" class="cookie-consent"><p>We use cookies to make the site work and to measure visits.</p><button>Accept all</button></div>
<header class="site-header"><a class="logo" href="/">Baltic Ledger</a><nav class="main-nav"><ul><li><a href="/news">News</a></li><li><a href="/estonia">Estonia</a></li><li><a href="/latvia">Latvia</a></li><li><a href="/opinion">Opinion</a></li></ul></nav></header>
<main><article class="article">
<div class="breadcrumbs"><a href="/">Home</a> › <a href="/estonia">Estonia</a></div>
<h1 class="article-title">Narva crossing to close at night from May</h1>
<p class="article-lead">The government agreed on Thursday to shut the busiest road crossing to Russia between 11 p.m. and 7 a.m.</p>
<div class="meta"><span class="byline">By <a href="/author/maarja-tamm" rel="author">Maarja Tamm</a></span> <time datetime="2024-04-11T23:40:00+03:00">11 April 2024, 23:40</time><div class="share"><a href="#">Share on Facebook</a><a href="#">Share on X</a></div></div>
<figure><img src="x_files/narva.jpg" alt="The bridge at Narva"><figcaption>The road bridge between Narva and Ivangorod. Photo: Police and Border Guard Board</figcaption></figure>
<p>Border guards at Narva will stop letting people through at night from 1 May, the interior ministry said. Last year officers turned back 1,260 people there, mi&shy;grants from <b>twelve</b> countries among them.</p>
<p>“We do not have the people to search every bag around the clock,” said Eerik Purgel, who heads the eastern prefecture.<br>He added that 45&nbsp;officers would move to Luhamaa.</p>
<div class="read-also"><strong>Read also:</strong> <a href="/x">Latvia sends more guards to its eastern border</a></div>
<h2>What changes</h2>
<ul><li>Cars stay closed out until the bridge is repaired.</li><li>Walkers may pass from 7 a.m. to 11 p.m.</li></ul>
<table><thead><tr><th>Year</th><th>Turned back</th></tr></thead><tbody><tr><td>2022</td><td>810</td></tr><tr><td>2023</td><td>1,260</td></tr></tbody></table>
<blockquote><p>“It is a decision for three months,” the prime minister said.</p></blockquote>
<p>Finland closed all eight of its road crossings with Russia in November after about 1,300 people without visas arrived.</p>
<div class="newsletter"><h3>Sign up for our newsletter</h3><p>The week in the Baltics, every Friday.</p><form><input type="email"><button>Subscribe</button></form></div>
<div class="tags"><a href="/t/narva">Narva</a> <a href="/t/russia">Russia</a></div>
</article>
<aside class="sidebar"><h3>Most read</h3><ol><li><a href="/1">Ferry company adds a line to Stockholm</a></li><li><a href="/2">Tallinn rents fall for the third month</a></li></ol></aside>
<section id="comments" class="comments"><h3>Comments</h3><div class="comment"><p>About time they did this, the queue was terrible every weekend.</p></div></section></main>
<footer><p>© 2024 Baltic Ledger. All rights reserved.</p><a href="/privacy">Privacy policy</a></footer></body></html>
"""

OLD = """\
<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1257">
<title>VSAT sulaikė 14 migrantų - Pasienio žinios</title>
<meta name="description" content="Pasieniečiai">
</head><body bgcolor=white>
<table width=100%><tr><td width=150><a href=a.html>Naujienos</a><br><a href=b.html>Archyvas</a><br><a href=c.html>Kontaktai</a></td>
<td><font size=5><b>VSAT sulaikė 14 migrantų</b></font><br>2021-08-03<br><br>
Lietuvos pasieniečiai antradienį sulaikė 14 migrantų, kurie iš Baltarusijos pateko prie Druskininkų. Tarp jų – trys vaikai.<br><br>
Nuo metų pradžios pasieniečiai jau sulaikė 3 832 žmones. Tai 45 kartus daugiau negu per visus praėjusius metus, pranešė tarnyba.<br><br>
Ministrė Agnė Bilotaitė sakė, kad tvora bus pastatyta per metus, o jos ilgis sieks daugiau kaip penkis šimtus kilometrų.
</td></tr></table></body></html>
"""

BARE = """\
<!DOCTYPE html>
<!-- saved from url=(0054)https://news.frontier.example/2023/11/17/finland-closes -->
<html><head><meta charset="UTF-8"><title>Finland closes four crossings</title>
<meta name="parsely-pub-date" content="2023-11-16T22:30:00Z">
</head><body>
<div class="wrap"><div class="top-menu"><a>World</a> <a>Europe</a> <a>Asia</a></div>
<h1>Finland closes four crossings on its border with Russia</h1>
<div class="dateline">Published November 17, 2023 | Updated November 18, 2023</div>
<div class="content">
<div>HELSINKI (Frontier) – Finland shut four of its nine crossing points with Russia at midnight, saying Moscow had sent more than 300 people without visas toward the border since September.</div>
<div>Border guards put up barriers at Vaalimaa, Nuijamaa, Imatra and Niirala. Two dozen people on bicycles were turned back at Niirala, an officer said.</div>
<div>The closure lasts until 18 February.</div>
<div class="ad">Advertisement</div>
<div>Amnesty said 40 people, five children among them, were left between the two countries for a night.</div>
</div>
<div class="related"><h4>Related stories</h4><ul><li><a>Norway watches its Arctic crossing</a></li><li><a>Estonia ready to close the border</a></li></ul></div>
</div></body></html>
"""

SENTENCES = (
    "Latvian border guards stopped 31 people who tried to cross from Belarus on Saturday, the service said.",
    "Since the start of the year, 4,210 attempts have been prevented, and 12 people were let in.",
    "“The pressure has grown in Krāslava,” said Guntis Pujāts, who asked for 200 more guards.",
    "The emergency along the border was extended until 10 February, the government decided.",
)
HEADLINE = "Guards stop 31 people at the border"
_CARDS = "".join(
    f"<article class='card'><h4><a href='/r{k}'>Story {k}</a></h4><p>A short teaser that says what story {k} is.</p></article>"
    for k in range(6)
)
RELATED = f"<div class='related-posts'><h3>You may also like</h3>{_CARDS}</div>"


def page_with(body: str, head: str = "") -> str:
    """A page with related stories below."""
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'>{head}</head><body>{body}{RELATED}</body></html>"


LEAD_APART = page_with(
    f"<section class='article__header'><h1>Guards stop<br>31 people at the border</h1>"
    f"<p class='article__perex'>{SENTENCES[0]}</p></section><section class='article__body'>"
    + "".join(f"<div class='paragraph'><span>{sentence}</span></div>" for sentence in SENTENCES[1:])
    + "</section>",
    f"<meta property='og:title' content='{HEADLINE}'>",
)
BREAKS = page_with(
    f"<div class='story'><h2>{HEADLINE}</h2><b>Anna Liepa</b><br><br>{'<br><br>'.join(SENTENCES)}</div>",
    f"<title>Daugava Times: {HEADLINE}</title>",
)
SHORT = page_with(
    f"<div class='headline'><h1>{HEADLINE}</h1></div><div class='lead'>{SENTENCES[0]}</div>"
    f"<div class='text'><p>{SENTENCES[1]}</p></div>",
)
LIVE = page_with(
    f"<main><h1>{HEADLINE}</h1>"
    + "".join(
        f"<article><h3>Post {k} of the day</h3><p>{sentence}</p></article>" for k, sentence in enumerate(SENTENCES)
    )
    + "</main>"
)
COMMENT_INSIDE = page_with(
    f"<article><h1>{HEADLINE}</h1><p>{SENTENCES[0]} And <em>then</em> <!-- c -->nobody <b>came</b>.</p><p>{SENTENCES[1]}</p>"
    "<div class='meta'>by <span class='author'><a rel='author'>Anna Liepa</a></span></div></article>"
)
