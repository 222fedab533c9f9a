"""Sentences with their quantities marked, by rule of the guidelines (section 5).

The meaning reads: kind (``count`` when left out), value or ``low..high`` or ``low..`` (indefinite), then comparator,
change and unit where they are not ``eq``, ``none`` and whatever; ``~ >= <= > <`` stand for comparators, ``+1 up down``
for changes.
"""

PLAIN = """
{Twenty-one|21|migrant} migrants were found in a lorry.
The patrol counted {two hundred and five|205|person} people.
Officials logged {1,204|1204|crossing attempt} attempts to cross in May.
{10 000|10000|person} people waited at the border.
{12\u00a0400|12400|pack} packs were seized.
{3\u202f250|3250|refugee} refugees came.
The camp holds {1’200|1200|person} people.
Around the gate stood {3.6 million|3600000|person} people.
{A hundred|100|soldier} soldiers arrived.
{A dozen|12|boat} boats landed.
{Half a dozen|6|lorry} lorries were turned around.
{Two dozen|24|woman} women were held.
{half a million|500000|person} people have left the country.
{One|1|migrant} migrant died in the river.
{Three|3|person} people died and {five|5|person} were hurt.
{18|18|officer} officers and {four|4|dog} dogs searched the train.
Guards found {six|6|Syrian person} Syrians in a van.
{17|17|officer} Lithuanian officers have been in Latvia.
{two|2|border crossing point} border crossing points were shut.
{Two|2|border crossing point} of the {six|6|border crossing point} border crossing points will close.
{58|58|person} people on foot and {9|9|car} cars passed.
{Eleven|11|child} of the {38|38|migrant} migrants were children.
{9|9|asylum seeker} asylum seekers were moved to Riga.
{44|44|police officer} police officers were sent.
{30|30|border guard} border guards were hurt.
{250|250|soldier} Polish soldiers joined the patrols.
{twelve|12|person} persons were readmitted.
The fleet has {nine|9|patrol boat} patrol boats.
{forty-eight|48|lorry} lorries and {a hundred and twenty|120|car} cars queued.
{1.2 million|1200000|refugee} refugees live there.
{five hundred|500|soldier} soldiers marched.
"""

HEDGED = """
{About 300|300 ~|migrant} migrants were stopped.
{Some 5,000|5000 ~|soldier} soldiers are there.
{around 40|40 ~|person} people were pushed back.
{Roughly 1,150|1150 ~|attempt} attempts were logged.
{An estimated 700|700 ~|migrant} migrants are missing.
{approximately 90|90 ~|boat} boats came.
{At least 40|40 >=|person} people drowned.
{No fewer than 60|60 >=|person} people were held.
{Not less than 20|20 >=|officer} officers are needed.
{A minimum of 15|15 >=|guard} guards stay.
{500+|500 >=|person} people crossed.
{60 or more|60 >=|person} people were in the boat.
{Up to 700|700 <=|person} people tried it.
{As many as 90|90 <=|migrant} migrants were aboard.
{At most 12|12 <=|person} people may enter.
{No more than 25|25 <=|lorry} lorries pass.
{A maximum of 100|100 <=|applicant} applicants are let in.
{More than 100|100 >|migrant} migrants were returned.
{Over 2,000|2000 >|troop} troops are stationed there.
{Just over 2,500|2500 >|person} people entered.
{Well over 300|300 >|person} people are waiting.
{in excess of 400|400 >|person} people were turned away.
{Fewer than 50|50 <|person} people arrived.
{Less than 10|10 <|boat} boats came.
{Almost 900|900 <|refugee} refugees were moved.
{Nearly 40|40 <|migrant} migrants were found.
{Under 30|30 <|officer} officers work there.
{close to 80|80 <|person} people were in the lorry.
{Between 20 and 30|20..30|person} people were on board.
{20-30|20..30|person} people were on board.
{20–30|20..30|person} people were on board.
{400 to 450|400..450|person} people rushed the gate.
{10 to 12 million|10000000..12000000|person} people may flee.
{three to four|3..4|boat} boats are expected.
There are {two or three|2..3|post} posts.
{All but one|1 all_but|border crossing point} border crossing point was shut.
{All but three|3 all_but|member state} member states agreed.
{Dozens|24..|migrant} of migrants were pushed back.
{Hundreds|200..|person} of people waited.
{Thousands|2000..|refugee} of refugees came.
{Tens of thousands|20000..|person} of people left.
{Hundreds of thousands|200000..|person} of people fled.
{Several|3..|officer} officers were hurt.
{Several hundred|300..|person} people came.
{A few dozen|36..|migrant} migrants were found.
{Scores|40..|person} of people were arrested.
{Millions|2000000..|person} of people fled.
{around a dozen|12 ~|migrant} migrants were in the van.
{more than a thousand|1000 >|soldier} soldiers were moved.
{at least several hundred|300.. |person} people were in the camp.
"""

ZERO = """
{No|0|attempt} attempts were logged on Sunday.
{No|0|person} people were hurt.
{Zero|0|crossing} crossings were recorded.
{Nobody|0|person} was hurt.
{No one|0|person} died.
{None|0|person} of them had papers.
{Not one|1|migrant} migrant was let in.
{Not a single|1|shot} shot was fired.
{no|0|injury} injuries were reported.
{No|0|entry} irregular entries were detected.
{No|0|migrant} migrants have entered since Monday.
There is no doubt about the plan.
There was no comment from Minsk.
There is no evidence of a plan.
No country has agreed to the idea.
There will be no changes to the rules.
"""

CHANGE = """
{An additional 10,000|10000 +1|troop} troops will go there.
{A further 35 km|measure 35 +1 km} will be built.
{Another 50|50 +1|officer} officers arrive on Monday.
{100 more|100 +1|officer} officers will be sent.
Latvia got {20|20 +1|border guard} fresh border guards.
{Up to 600 more|600 <= +1|troop} troops may follow.
{11 fewer|11 down|person} people came than in April.
Crossings fell by {39%|percent 39 down}.
Arrivals were {down 39%|percent 39 down}.
Arrivals rose {12 percent|percent 12 up} in a year.
Detections were {up 8%|percent 8 up}.
There was a {12%|percent 12 up} rise in attempts.
There was a drop of {22 per cent|percent 22 down}.
Attempts increased by {40|40 up|crossing attempt} to {140|140|crossing attempt}.
Attempts decreased by {a third|ratio 0.3333 down}.
The number of attempts rose from {41|41|attempt} to {58|58|attempt}.
The figure was {46% more|percent 46 up} than in May.
Applications {more than doubled|} in May.
The fee was raised by {€20|money 20 up EUR}.
Entries dropped by {more than half|ratio 0.5 > down}.
"""

MONEY = """
It cost {EUR 2.4 million|money 2400000 EUR}.
It cost {EUR 2.4m|money 2400000 EUR}.
It cost {€1.2 bn|money 1200000000 EUR}.
It cost {€350m|money 350000000 EUR}.
It cost {350 million zloty|money 350000000 PLN}.
It cost {PLN 1.6 billion|money 1600000000 PLN}.
It cost {US$ 4bn|money 4000000000 USD}.
It cost {US$4 billion|money 4000000000 USD}.
It cost {$13 billion|money 13000000000 USD}.
It cost {£476 million|money 476000000 GBP}.
It cost {2.4 million euros|money 2400000 EUR}.
It cost {more than 100 million euros|money 100000000 > EUR}.
It cost {up to €500|money 500 <= EUR} a head.
It cost {€33m to €35m|money 33000000..35000000 EUR}.
It cost {between $5 million and $7 million|money 5000000..7000000 USD}.
It cost {€1–2 million|money 1000000..2000000 EUR}.
It cost {1.5 billion zlotys|money 1500000000 PLN}.
It cost {120,000 euros|money 120000 EUR}.
It cost {some 40 million dollars|money 40000000 ~ USD}.
It cost {30 000 €|money 30000 EUR}.
It cost {nearly €9 million|money 9000000 < EUR}.
It cost {300 million forints|money 300000000 other}.
It cost {UAH 900,000|money 900000 other}.
It cost {CHF 50 million|money 50000000 other}.
It cost {an additional €80 million|money 80000000 +1 EUR}.
It cost {$2.5m|money 2500000 USD}.
It cost {EUR 360–365 million|money 360000000..365000000 EUR}.
It cost {twenty million euros|money 20000000 EUR}.
It cost {400 million kronor|money 400000000 other}.
"""

MEASURES = """
The fence is {12 km|measure 12 km} long.
A {418-km|measure 418 km} fence was built.
It is {five metres|measure 5 m} high.
A {5.5-metre|measure 5.5 m}-high fence stands there.
A {10-metre|measure 10 m} wall stands there.
The zone is {between 200 metres and 2 km|measure 200..2000 m} wide.
The boat was {40 nautical miles|measure 40 other} off the coast.
{Some 300 hectares|measure 300 ~ other} burnt.
They seized {1½ tonnes|measure 1.5 other} of tobacco.
They seized {200 kg|measure 200 other} of hashish.
They seized {3,000 litres|measure 3000 other} of fuel.
The strip is {up to 60 metres|measure 60 <= m} wide.
The zone covers {115 square kilometres|measure 115 km2}.
The wall is {18 feet|measure 18 other} tall.
It lies {about 30 kilometres|measure 30 ~ km} from Minsk.
It is {more than 1,000 miles|measure 1000 > other} long.
A {21-year|measure 21 year}-old man was held.
The man, aged {34|measure 34 year}, was held.
Ahmad, {41|measure 41 year}, a Syrian, was held.
The men, aged {between 18 and 35|measure 18..35 year}, were held.
A girl of {seven|measure 7 year} was found.
A {six-month|measure 6 month}-old baby was found.
{Two|2|boy} boys, aged {9|measure 9 year} and {12|measure 12 year}, were found.
Temperatures fell to {minus 12 degrees|measure 12 other down}.
The drone flew at {300 m|measure 300 m}.
{37.5 km|measure 37.5 km} of the {200 km|measure 200 km} are ready.
"""

SHARES = """
The sea route ({minus 56 percent|percent 56 down}) saw the fall.
It was {2.5 times|ratio 2.5} higher than the norm.
Only {one|1|person} person was hurt.
Support was {eight points lower|percent 8 down} than in 2024.
{One in five|ratio 0.2} asked for asylum.
{Two thirds|ratio 0.6667} of them were children.
{Two-thirds|ratio 0.6667} of them were children.
{A third|ratio 0.3333} of the fence is ready.
{Half|ratio 0.5} of the migrants were returned.
{Three quarters|ratio 0.75} of the staff left.
{Three-quarters|ratio 0.75} of the staff left.
{A quarter|ratio 0.25} of the boats sank.
{Nearly half|ratio 0.5 <} of the migrants were returned.
{More than a third|ratio 0.3333 >} of the fence is ready.
{Nine out of ten|ratio 0.9} were returned.
{One in every three|ratio 0.3333} was a child.
{39%|percent 39} of them were children.
{40 per cent|percent 40} of them were children.
{About 70 percent|percent 70 ~} of the goods came by drone.
{2.5 percentage points|percent 2.5} is a lot.
{Between 30 and 40 percent|percent 30..40} were returned.
{30–40%|percent 30..40} were returned.
{More than 60%|percent 60 >} of voters back it.
{Twice|ratio 2} as many came in May.
{Three times|ratio 3} as many came in May.
The {third|ordinal 3} closure this year began.
It was the {second|ordinal 2} incident in a week.
It was the {12th|ordinal 12} package of sanctions.
It was the {fourth|ordinal 4} straight night of halts.
"""

NEVER = """
The exercise Air Defender 23 began.
The exercise Forest Ring 3, planned for May, has begun.
The gendarmes trained in Estrecho 4.
Article 5 of the treaty applies.
Under Article 78(3) of the treaty the Council may act.
Regulation 2016/399 applies.
Regulation (EU) 2021/1134 applies.
The judges cited Protocol No. 4.
Case C-72/22 was decided.
Application no. 42165/21 was lodged.
Call +48 22 123 45 67 for help.
Traffic on the E40 stopped.
Traffic on the A2 motorway stopped.
They drove along Route 66 to the south.
Title 42 was lifted.
Section 702 was renewed.
A Boeing 737 landed.
Traffic on Friendship Bridge 1 in the city stopped.
It was calm in the first year.
The F-16 jets took off.
COVID-19 closed the road.
Resolution 2254 was adopted.
Decree 1234 was signed.
The law was first announced in Vilnius.
It is a first-time offence.
The first lady spoke.
One of the reasons is fear.
This one is new.
They helped one another.
On the one hand it is new.
Phase 2 has begun.
The team won 3-1 at home.
The match ended 2:1.
It lies at 54.1234, 23.5678 on the map.
Version 2.1.4 was released.
The ship IMO 9312345 was stopped.
Flight FR4978 was forced down.
The channel is RTL 4.
It was on page 12 of the report.
Group of 7 leaders met.
The drone was a Shahed-136.
A Mi-24 crossed the line.
The unit drives Leopard 2 tanks.
It is the G7 plan.
See note 3 below.
The 9/11 attacks changed it.
Paragraph 14 says so.
Chapter 5 of the plan is new.
Room 101 was empty.
The document is numbered 2024/117.
His number plate was AB 1234.
It is a win-win, one way or another.
Our hotline is 0800 123 456.
It is Schengen Area 2.0 for some.
He turned up second in the queue.
The Second World War ended here.
The First Deputy Minister spoke.
He came second.
"""

ELLIPTIC = """
{Nine|9|migrant} migrants were found, {four|4|migrant} of whom were treated.
Guards stopped {52|52|migrant} migrants; the {52|52|migrant} were sent back.
Poland sent {200|200|soldier} soldiers and {another 30|30 +1|soldier} will follow.
{31|31|man} men are held; {all but four|4 all_but|man} are Eritreans.
{Three|3|man} men were arrested; {one|1|man} of the {three|3|man} has been released.
Police held {three|3|man} men and bit {one|1|man} of them.
{4,000|4000|troop} troops are there already, and {1,500|1500|troop} are on the way.
{12|12|person} were arrested and {5|5|person} injured.
{764|764|person} people came in {11|11|boat} boats, up from {403|403|person} on Tuesday and {none|0|person} on Monday.
{Two|2|person} dead, {three|3|person} missing after boat sinks.
"""
