"""Sentences with their times marked, read on Wednesday 15 May 2024 (guidelines, section 6 and section 10, rule 7).

The meaning reads: kind (``date`` when left out), norm, ``start/end`` (a day's own norm is its start and end; ``-``
for no days), then ``from`` or ``until``.
"""

NEAR = """
It opened {today|2024-05-15}.
They left {yesterday|2024-05-14}.
It will open {tomorrow|2024-05-16}.
They left {yesterday morning|2024-05-14TMO}.
They crossed {last night|2024-05-14TNI}.
It was shut {this morning|2024-05-15TMO}.
It will open {tonight|2024-05-15TNI}.
They crossed {overnight|date_range 2024-05-14/2024-05-15}.
It fell {last week|2024-W19 2024-05-06/2024-05-12}.
They will meet {next week|2024-W21 2024-05-20/2024-05-26}.
They met earlier {this week|2024-W20 2024-05-13/2024-05-19}.
It will open later {this month|2024-05 2024-05-01/2024-05-31}.
It rose {this year|2024 2024-01-01/2024-12-31}.
It fell {last year|2023 2023-01-01/2023-12-31}.
It will end {next year|2025 2025-01-01/2025-12-31}.
It fell {last month|2024-04 2024-04-01/2024-04-30}.
It will end {next month|2024-06 2024-06-01/2024-06-30}.
They came {two weeks ago|2024-W18 2024-04-29/2024-05-05}.
They came {three days ago|2024-05-12}.
They came {a year ago|2023 2023-01-01/2023-12-31}.
They came {five months ago|2023-12 2023-12-01/2023-12-31}.
It rose in {the same period last year|2023 2023-01-01/2023-12-31}.
They crossed over {the weekend|date_range 2024-05-11/2024-05-12}.
They crossed {last weekend|date_range 2024-05-11/2024-05-12}.
They will meet {this weekend|date_range 2024-05-18/2024-05-19}.
They came {the day before yesterday|2024-05-13}.
It will open {the day after tomorrow|2024-05-17}.
It fell {last quarter|2024-Q1 2024-01-01/2024-03-31}.
"""

WEEKDAYS = """
The closure, announced for {Friday|2024-05-17}, was put off.
They closed it on {Friday|2024-05-10}.
It will close from {Friday|2024-05-17 from} onwards.
They met on {Wednesday|2024-05-15}.
They met on {Tuesday|2024-05-14}.
They will meet on {Monday|2024-05-20}.
They will meet {next Wednesday|2024-05-22}.
They met {last Wednesday|2024-05-08}.
They met {last Thursday|2024-05-09}.
They crossed on {Monday night|2024-05-13TNI}.
It was hit on {Sunday evening|2024-05-12TEV}.
It was hit late on {Tuesday|2024-05-14}.
It was hit on {the night of Monday|2024-05-13TNI}.
It was hit in {the early hours of Tuesday|2024-05-14TMO}.
It was hit in {the morning of Sunday|2024-05-12TMO}.
They decided on {Tuesday|2024-05-14} to close the road on {Friday|2024-05-17}.
Poland plans to shut the post on {Saturday|2024-05-18}.
The post is due to reopen on {Monday|2024-05-20}.
They tried to cross on {Sunday|2024-05-12}.
The ministers are to meet on {Thursday|2024-05-16}.
It has been shut since {Monday|2024-05-13 from}.
It stays shut until {Sunday|2024-05-19 until}.
The rule takes effect on {Friday|2024-05-17 from}.
Police said {Tuesday|2024-05-14} that three men were held.
The post reopens on {Saturday|2024-05-18}.
They were held between {Monday and Wednesday|date_range 2024-05-13/2024-05-15}.
They had crossed on {Saturday|2024-05-11}, the ministry said on {Monday|2024-05-13}.
The minister said on {Monday|2024-05-13} that the army would arrive on {Thursday|2024-05-16}.
It was shut from {Friday to Sunday|date_range 2024-05-10/2024-05-12}.
The 18th Mechanised Division will arrive on {Friday|2024-05-17}.
"""

DAYS = """
It ends on {20 April 2025|2025-04-20}.
It began on {March 14, 2024|2024-03-14}.
It began on {Mar. 14, 2024|2024-03-14}.
It began on {14th March 2024|2024-03-14}.
It began on {the 14th of March 2024|2024-03-14}.
It began on {Sept. 10|2023-09-10}.
The strike of {10 Sept|2023-09-10} hit the port.
It has stood since {September 10|2023-09-10 from}.
It will begin on {10 September|2024-09-10}.
It began on {3 March|2024-03-03}.
It began on {28 December|2023-12-28}.
It will begin on {2 January|2025-01-02}.
It began on {2023-11-05|2023-11-05}.
It began on {12/05/2023|2023-05-12}.
It began on {25/04/2023|2023-04-25}.
It began on {04/25/2023|2023-04-25}.
It began on {5.11.2023|2023-11-05}.
It began on {05.11.2023|2023-11-05}.
It began on {Friday, 10 May 2024|2024-05-10}.
It began on {Friday 10 May|2024-05-10}.
It began on {Tuesday, May 7|2024-05-07}.
It began at {dawn on 21 October 2023|2023-10-21TMO 2023-10-21}.
It began in {the early hours of 9 May|2024-05-09TMO}.
It began on {the evening of 9 May|2024-05-09TEV}.
It is closed until {31 October|2024-10-31 until}.
From {1 June|2024-06-01 from}, the division will send troops.
It will be shut as of {1 July|2024-07-01 from}.
It was open until {1 March|2024-03-01 until}, when it was shut.
It runs through {30 June 2024|2024-06-30 until}.
The deadline is {1 June|2024-06-01}.
"""

RANGES = """
It was on {3-4 May|date_range 2024-05-03/2024-05-04}.
It was on {3–4 May|date_range 2024-05-03/2024-05-04}.
It was on {May 3-4|date_range 2024-05-03/2024-05-04}.
It was from {9 to 12 May|date_range 2024-05-09/2024-05-12}.
It was between {9 and 12 May|date_range 2024-05-09/2024-05-12}.
It was on {the night of 3 to 4 May|date_range 2024-05-03/2024-05-04}.
It was on {the night of 30 April to 1 May|date_range 2024-04-30/2024-05-01}.
It was from {28 April to 3 May|date_range 2024-04-28/2024-05-03}.
It was from {1 August to 31 October 2023|date_range 2023-08-01/2023-10-31}.
It was from {30 December 2023 to 2 January 2024|date_range 2023-12-30/2024-01-02}.
It was between {March and May|date_range 2024-03/2024-05 2024-03-01/2024-05-31}.
It was between {December 2019 and March 2020|date_range 2019-12/2020-03 2019-12-01/2020-03-31}.
It rose in {January–April 2024|date_range 2024-01/2024-04 2024-01-01/2024-04-30}.
It rose from {January to March|date_range 2024-01/2024-03 2024-01-01/2024-03-31}.
It was built in {2021-2022|date_range 2021/2022 2021-01-01/2022-12-31}.
It was built between {2021 and 2023|date_range 2021/2023 2021-01-01/2023-12-31}.
It was built from {2021 to 2023|date_range 2021/2023 2021-01-01/2023-12-31}.
The crisis of {2015–16|date_range 2015/2016 2015-01-01/2016-12-31} is over.
The budget for {2023/24|date_range 2023/2024 2023-01-01/2024-12-31} is spent.
It was on {5 and 6 May|date_range 2024-05-05/2024-05-06}.
"""

LONGER = """
In {2021|2021 2021-01-01/2021-12-31} it rose.
It fell in {February|2024-02 2024-02-01/2024-02-29}.
It fell in {December|2023-12 2023-12-01/2023-12-31}.
It will open in {July|2024-07 2024-07-01/2024-07-31}.
It fell in {May 2023|2023-05 2023-05-01/2023-05-31}.
It will last through {March 2025|2025-03 2025-03-01/2025-03-31 until}.
It opens in {mid-May|date_range 2024-05-11/2024-05-20}.
It will rise in {the first half of June|date_range 2024-06-01/2024-06-15}.
It rose in {early May|date_range 2024-05-01/2024-05-10}.
It rose in {late April|date_range 2024-04-21/2024-04-30}.
It should be ready by {the end of June|2024-06-30 until}.
It should be ready by {the end of 2025|2025-12-31 until}.
It should be ready by {the end of the year|2024-12-31 until}.
It should be ready by {the end of next year|2025-12-31 until}.
It rose in {the first quarter of 2024|2024-Q1 2024-01-01/2024-03-31}.
It rose in {the first quarter|2024-Q1 2024-01-01/2024-03-31}.
It rose in {Q1 2024|2024-Q1 2024-01-01/2024-03-31}.
It rose in {the first half of 2023|2023-H1 2023-01-01/2023-06-30}.
It rose in {the second half of 2023|2023-H2 2023-07-01/2023-12-31}.
It rose in {the first half of this year|2024-H1 2024-01-01/2024-06-30}.
It rose in {the first half of the year|2024-H1 2024-01-01/2024-06-30}.
It rose in {the first three months of 2024|date_range 2024-01/2024-03 2024-01-01/2024-03-31}.
It rose in {the first four months of this year|date_range 2024-01/2024-04 2024-01-01/2024-04-30}.
It rose in {the last quarter of 2023|2023-Q4 2023-10-01/2023-12-31}.
It was built in {the summer of 2022|2022-SU 2022-06-01/2022-08-31}.
It was built in {summer 2022|2022-SU 2022-06-01/2022-08-31}.
It fell {last summer|2023-SU 2023-06-01/2023-08-31}.
It fell {last winter|2023-WI 2023-12-01/2024-02-29}.
It was built in {the 1990s|199 1990-01-01/1999-12-31}.
It was built in {the late 1990s|date_range 1996/1999 1996-01-01/1999-12-31}.
It was raised in {fiscal 2023|date_range 2022-10-01/2023-09-30}.
It was raised in {fiscal year 2023|date_range 2022-10-01/2023-09-30}.
It was raised in {FY2023|date_range 2022-10-01/2023-09-30}.
It rose in {the week of 6 May|2024-W19 2024-05-06/2024-05-12}.
It rose in {the week to 12 May|date_range 2024-05-06/2024-05-12}.
It rose in {the first week of May|date_range 2024-05-01/2024-05-07}.
The {2015|2015 2015-01-01/2015-12-31} crisis is over.
It opened in {early 2023|2023 2023-01-01/2023-12-31}.
Since {1955|1955 1955-01-01/1955-12-31 from} it has been quiet.
It should be ready by {Christmas|2024-12-25 until}.
They came in {the year to March|date_range 2023-04-01/2024-03-31}.
It was 41% less than {a year ago|2023 2023-01-01/2023-12-31}.
It rose compared to {the first five months of 2023|date_range 2023-01/2023-05 2023-01-01/2023-05-31}.
The 1951 Refugee Convention applies.
It fell in {January|2024-01 2024-01-01/2024-01-31} or {February|2024-02 2024-02-01/2024-02-29}.
The wall of {the 20th century|19 1901-01-01/2000-12-31} is gone.
It was quiet until {2021|2021 2021-01-01/2021-12-31 until}.
"""

PERIODS = """
It fell over {the past three days|duration P3D 2024-05-12/2024-05-15}.
It fell in {the last two weeks|duration P2W 2024-05-01/2024-05-15}.
It fell in {the past 24 hours|duration PT24H 2024-05-14/2024-05-15}.
It fell in {the past year|duration P1Y 2023-05-15/2024-05-15}.
It fell in {the past week|duration P1W 2024-05-08/2024-05-15}.
It rose in {the last decade|duration P10Y 2014-05-15/2024-05-15}.
It will fall over {the next six months|duration P6M 2024-05-15/2024-11-15}.
It happened in {a single day|duration P1D -}.
They halted it for {two weeks|duration P2W -}.
There was a {12-hour|duration PT12H -} halt.
There was a {six-month|duration P6M -} ban.
There was a {90-day|duration P90D -} ban.
It lasts {90 days|duration P90D -}.
They waited {nine hours|duration PT9H -}.
They waited {at least three days|duration P3D -}.
They waited for {a minimum of two weeks|duration P2W -}.
They waited for {up to 12 hours|duration PT12H -}.
They waited for {several days|duration PXD -}.
They waited for {a week|duration P1W -}.
They waited for {weeks|duration PXW -}.
They will act within {days|duration PXD -}.
It ended within {48 hours|duration PT48H -}.
It lasted {half an hour|duration PT30M -}.
They stayed for {two and a half years|duration P2.5Y -}.
He got {up to 12 years|duration P12Y -} in prison.
It lasted {two to three weeks|duration PXW -}.
Some 200 people cross {a day|set P1D -}.
It costs 5 million {a year|set P1Y -}.
They count them {every day|set P1D -}.
They meet {every two weeks|set P2W -}.
About 30 boats come {each month|set P1M -}.
It takes 40 lorries {per hour|set PT1H -}.
"""

CLOCKS = """
It is shut between {20:00|clock XXXX-XX-XXT20:00 -} and {08:00|clock XXXX-XX-XXT08:00 -}.
At {16:05|clock 2024-05-15T16:05 2024-05-15} it stopped.
At {4.30 pm|clock 2024-05-15T16:30 2024-05-15} it stopped.
At {4.30pm|clock 2024-05-15T16:30 2024-05-15} it stopped.
At {6 a.m.|clock 2024-05-15T06:00 2024-05-15} it stopped.
At {6am|clock 2024-05-15T06:00 2024-05-15} it stopped.
At {noon|clock 2024-05-15T12:00 2024-05-15} it stopped.
It stopped at {6 a.m.|clock 2024-05-14T06:00 2024-05-14} on {Tuesday|2024-05-14}.
It stopped at about {3 a.m.|clock 2024-05-14T03:00 2024-05-14} local time on {Tuesday|2024-05-14}.
On {Sunday|2024-05-12} at {23:15|clock 2024-05-12T23:15 2024-05-12} it stopped.
{14:40|clock 2024-05-15T14:40 2024-05-15} GMT: The road is open.
"""

FROM_BEFORE = """
On {3 May|2024-05-03} 20 people crossed; {the next day|2024-05-04} there were none.
On {3 May|2024-05-03} they crossed and {the following day|2024-05-04} they were held.
On {3 May|2024-05-03} they crossed, and {that night|2024-05-03TNI} they were held.
They met on {3 May|2024-05-03}, and {two days later|2024-05-05} the road was shut.
They met on {3 May|2024-05-03}; {three days earlier|2024-04-30} the road was shut.
Officers logged 58 on {Monday|2024-05-13}, up from 41 {the day before|2024-05-12}.
Entries fell in {February|2024-02 2024-02-01/2024-02-29} from {a year earlier|2023-02 2023-02-01/2023-02-28}.
In {March 2023|2023-03 2023-03-01/2023-03-31} it rose, and later {that month|2023-03 2023-03-01/2023-03-31} it fell.
They sent 150 in {2021|2021 2021-01-01/2021-12-31} and 200 {the next year|2022 2022-01-01/2022-12-31}.
It rose since {the start of the year|2024-01-01 from}.
It was prolonged by {six months|duration P6M -}, to {7 September|2024-09-07 until}, by decree.
It rose in {2021|2021 2021-01-01/2021-12-31}, and later {that year|2021 2021-01-01/2021-12-31} it fell.
In {September|2023-09 2023-09-01/2023-09-30} it rose from 9 in {the same month of 2022|2022-09 2022-09-01/2022-09-30}.
On {Monday|2024-05-13} they counted 20, against 96 in {the four days before|duration P4D 2024-05-09/2024-05-12}.
They crossed on {2 May 2023|2023-05-02} and were caught on {15 December that year|2023-12-15}.
It was said on {Monday|2024-05-13}, {a day|duration P1D -} after the shot.
They came on {3 May|2024-05-03}, and on {the same day|2024-05-03} they left.
"""

NEVER = """
The rule holds until further notice.
It may march on.
It was closed recently.
It is now closed.
It is currently shut amid the crisis.
A 21-year-old man was held.
They sat in the sun.
A 2,023 km line was drawn.
It was seen on 31 February 2023.
He will be second to none.
The minute details matter.
They march on the town.
"""
