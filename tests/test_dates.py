"""Dates in some fifty languages, and the lines that only look like them."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.dates import DateReading, find_date, read_date
from newsclean.dates.tokens import KINDS

# 4 July 2020, 19:16 as CLDR prints it: language, full, long, medium, time.
CLDR = """
en | Saturday, July 4, 2020 | July 4, 2020 | Jul 4, 2020 | 7:16 PM
en-GB | Saturday, 4 July 2020 | 4 July 2020 | 4 Jul 2020 | 19:16
de | Samstag, 4. Juli 2020 | 4. Juli 2020 | 04.07.2020 | 19:16
fr | samedi 4 juillet 2020 | 4 juillet 2020 | 4 juil. 2020 | 19:16
es | sábado, 4 de julio de 2020 | 4 de julio de 2020 | 4 jul 2020 | 19:16
pt-BR | sábado, 4 de julho de 2020 | 4 de julho de 2020 | 4 de jul. de 2020 | 19:16
pt-PT | sábado, 4 de julho de 2020 | 4 de julho de 2020 | 04/07/2020 | 19:16
it | sabato 4 luglio 2020 | 4 luglio 2020 | 4 lug 2020 | 19:16
nl | zaterdag 4 juli 2020 | 4 juli 2020 | 4 jul 2020 | 19:16
sv | lördag 4 juli 2020 | 4 juli 2020 | 4 juli 2020 | 19:16
nb | lørdag 4. juli 2020 | 4. juli 2020 | 4. juli 2020 | 19:16
da | lørdag den 4. juli 2020 | 4. juli 2020 | 4. jul. 2020 | 19.16
fi | lauantai 4. heinäkuuta 2020 | 4. heinäkuuta 2020 | 4.7.2020 | 19.16
pl | sobota, 4 lipca 2020 | 4 lipca 2020 | 4 lip 2020 | 19:16
cs | sobota 4. července 2020 | 4. července 2020 | 4. 7. 2020 | 19:16
sk | sobota 4. júla 2020 | 4. júla 2020 | 4. 7. 2020 | 19:16
hu | 2020. július 4., szombat | 2020. július 4. | 2020. júl. 4. | 19:16
ro | sâmbătă, 4 iulie 2020 | 4 iulie 2020 | 4 iul. 2020 | 19:16
bg | събота, 4 юли 2020 г. | 4 юли 2020 г. | 4.07.2020 г. | 19:16
hr | subota, 4. srpnja 2020. | 4. srpnja 2020. | 4. srp 2020. | 19:16
sr | субота, 4. јул 2020. | 4. јул 2020. | 4. 7. 2020. | 19:16
uk | субота, 4 липня 2020 р. | 4 липня 2020 р. | 4 лип. 2020 р. | 19:16
ru | суббота, 4 июля 2020 г. | 4 июля 2020 г. | 4 июл. 2020 г. | 19:16
el | Σάββατο 4 Ιουλίου 2020 | 4 Ιουλίου 2020 | 4 Ιουλ 2020 | 7:16 μ.μ.
tr | 4 Temmuz 2020 Cumartesi | 4 Temmuz 2020 | 4 Tem 2020 | 19:16
ar | السبت، 4 يوليو 2020 | 4 يوليو 2020 | 04/07/2020 | 7:16 م
fa | شنبه 4 ژوئیهٔ 2020 | 4 ژوئیهٔ 2020 | 4 ژوئیه 2020 | 19:16
he | יום שבת, 4 ביולי 2020 | 4 ביולי 2020 | 4 ביולי 2020 | 19:16
hi | शनिवार, 4 जुलाई 2020 | 4 जुलाई 2020 | 4 जुल॰ 2020 | 7:16 pm
bn | শনিবার, 4 জুলাই, 2020 | 4 জুলাই, 2020 | 4 জুল, 2020 | 7:16 PM
ta | சனி, 4 ஜூலை, 2020 | 4 ஜூலை, 2020 | 4 ஜூலை, 2020 | 7:16 PM
id | Sabtu, 04 Juli 2020 | 4 Juli 2020 | 4 Jul 2020 | 19.16
ms | Sabtu, 4 Julai 2020 | 4 Julai 2020 | 4 Jul 2020 | 7:16 PTG
vi | Thứ Bảy, 4 tháng 7, 2020 | 4 tháng 7, 2020 | 4 thg 7, 2020 | 19:16
th | วันเสาร์ที่ 4 กรกฎาคม ค.ศ. 2020 | 4 กรกฎาคม ค.ศ. 2020 | 4 ก.ค. 2020 | 19:16
ja | 2020年7月4日土曜日 | 2020年7月4日 | 2020/07/04 | 19:16
ko | 2020년 7월 4일 토요일 | 2020년 7월 4일 | 2020. 7. 4. | PM 7:16
zh-Hans | 2020年7月4日星期六 | 2020年7月4日 | 2020年7月4日 | 19:16
zh-Hant | 2020年7月4日 星期六 | 2020年7月4日 | 2020年7月4日 | 晚上7:16
ca | dissabte, 4 de juliol del 2020 | 4 de juliol del 2020 | 4 de jul. 2020 | 19:16
sw | Jumamosi, 4 Julai 2020 | 4 Julai 2020 | 4 Jul 2020 | 19:16
""".strip().splitlines()
# July in Polish and June in Croatian; July in Croatian and August in Czech.
UNDECIDED = {"4 lip 2020", "4. srp 2020."}

# line -> iso; a `?` behind the iso: ambiguous.
DATES = """
July 04, 2020 at 07:16PM => 2020-07-04T19:16
August 23, 2010 at 11:01PM => 2010-08-23T23:01
Thursday, April 02, 2020 11:06 => 2020-04-02T11:06
2020-07-04T19:16:00+07:00 => 2020-07-04T19:16:00+07:00
2020-07-04T19:16:00.000Z => 2020-07-04T19:16:00Z
2020-07-04T12:16:00-0700 => 2020-07-04T12:16:00-07:00
2020-01-21T20:28 => 2020-01-21T20:28
2020-07-04 19:16:00 => 2020-07-04T19:16:00
2020-08-01 17:44:00+00 => 2020-08-01T17:44:00+00:00
2020/07/04 19:16 => 2020-07-04T19:16
2020-07-04 => 2020-07-04
2020年7月4日 19:16 => 2020-07-04T19:16
2020年07月04日 19時16分 => 2020-07-04T19:16
2020年7月4日星期六下午7:16 => 2020-07-04T19:16
2020年7月4日(日) => 2020-07-04
２０２０年７月４日（土）１９：１６ => 2020-07-04T19:16
2020. 7. 4. => 2020-07-04
2020.07.04 19:16 => 2020-07-04T19:16
2020년 7월 4일 토요일 오후 7:16 => 2020-07-04T19:16
2020년7월4일토요일 오후 7시 16분 => 2020-07-04T19:16
Sabtu, 04 Juli 2020 | 19:16 WIB => 2020-07-04T19:16+07:00
Jumat, 3 Juli 2020 19.16 WITA => 2020-07-03T19:16+08:00
Senin, 6 Juli 2020 pukul 07.05 WIT => 2020-07-06T07:05+09:00
4 กรกฎาคม พ.ศ. 2563 => 2020-07-04
วันเสาร์ที่ 4 กรกฎาคม 2563 เวลา 19:16 น. => 2020-07-04T19:16
4 ก.ค. 2563 19.16 น. => 2020-07-04T19:16
๔ กรกฎาคม ๒๕๖๓ => 2020-07-04
۴ ژوئیهٔ ۲۰۲۰ => 2020-07-04
شنبه ۴ ژوئیه ۲۰۲۰ ساعت ۱۹:۱۶ => 2020-07-04T19:16
٤ يوليو ٢٠٢٠ => 2020-07-04
4 تموز 2020 => 2020-07-04
\u200f04\u200f/07\u200f/2020 => 2020-07-04?
४ जुलाई २०२० => 2020-07-04
৪ জুলাই, ২০২০ => 2020-07-04
শনিবার, ৪ জুলাই ২০২০, রাত ৯:১৬ => 2020-07-04T21:16
July 4, 2020, 7:16\u202fPM => 2020-07-04T19:16
4\xa0juillet\xa02020 => 2020-07-04
4 tháng 7, 2020 => 2020-07-04
Ngày 4 tháng 7 năm 2020 => 2020-07-04
Thứ Bảy, 04/07/2020 19:16 => 2020-07-04T19:16
Thứ 7, 04/07/2020, 19h16 => 2020-07-04T19:16
Tháng Bảy 4, 2020 => 2020-07-04
Tháng Mười Hai 4, 2020 => 2020-12-04
4th July 2020 => 2020-07-04
4th of July, 2020 => 2020-07-04
July 4th, 2020 => 2020-07-04
Sept. 4, 2020 => 2020-09-04
Tues., Jul. 7, 2020 => 2020-07-07
JULY 4, 2020 => 2020-07-04
04-Jul-2020 => 2020-07-04
1er juillet 2020 => 2020-07-01
4 juillet 2020 à 19h16 => 2020-07-04T19:16
4 juillet 2020 à 19 h 16 min => 2020-07-04T19:16
4 fevrier 2020 => 2020-02-04
FÉVRIER 4, 2020 => 2020-02-04
4 fe\u0301vrier 2020 => 2020-02-04
27 April 2018 at 27 April 2018 09:08 => 2018-04-27T09:08
- 10 October 2015 => 2015-10-10
• 4 July 2020 • => 2020-07-04
4 July 2020 - => 2020-07-04
(4 July 2020) => 2020-07-04
04/07/2020, 19:16 => 2020-07-04T19:16?
04/07/2020 19:16h => 2020-07-04T19:16?
04/07/2020 7:16 PM => 2020-04-07T19:16?
Saturday, 04/07/2020 => 2020-07-04
Tuesday, 04/07/2020 => 2020-04-07
04/04/2020 => 2020-04-04
31/12/2020 => 2020-12-31
12/31/2020 => 2020-12-31
04-07-2020 => 2020-07-04?
04-07-2020 10:00 AM => 2020-07-04T10:00?
12-31-2020 => 2020-12-31
22.11.2020. => 2020-11-22
04.07.2020 19:16 Uhr => 2020-07-04T19:16
04.05.2015 à 13h36 => 2015-05-04T13:36
Am 4. Juli 2020 um 19:16 Uhr => 2020-07-04T19:16
4. Jänner 2020 => 2020-01-04
4 Jul 2020, 7:16 PM IST => 2020-07-04T19:16
1:39 am EST, Wednesday, November 20, 2019 => 2019-11-20T01:39
Fri 6:45 PM, Feb 16, 2018 => 2018-02-16T18:45
21 Nov 2017, 8:44pm => 2017-11-21T20:44
July 4, 2020 @ 12:05 am => 2020-07-04T00:05
July 4, 2020 at 12:05 p.m. => 2020-07-04T12:05
4 July 2020 19:16 GMT+7 => 2020-07-04T19:16+07:00
4 July 2020 19:16 UTC => 2020-07-04T19:16Z
Sat, 04 Jul 2020 19:16:00 +0700 => 2020-07-04T19:16:00+07:00
Sat Jul 4 19:16:00 2020 => 2020-07-04T19:16:00
4 July 2020 19:16 19:20 => 2020-07-04T19:16
19:16, 4 July 2020 => 2020-07-04T19:16
4 de julio de 2020 7:16 p. m. => 2020-07-04T19:16
mar 4 mar 2020 => 2020-03-04
segunda-feira, 6 de julho de 2020 => 2020-07-06
4 d’agost del 2020 => 2020-08-04
2020(e)ko uztailaren 4(a), larunbata => 2020-07-04
2020 m. liepos 4 d. => 2020-07-04
2020. gada 4. jūlijs => 2020-07-04
2020 թ. հուլիսի 4, շաբաթ => 2020-07-04
4 ივლისი, 2020 => 2020-07-04
2020 ж. 4 шілде, сенбі => 2020-07-04
shanba, 4-iyul, 2020 => 2020-07-04
4 Hulyo 2020 => 2020-07-04
၂၀၂၀ ဇူလိုင် ၄ => 2020-07-04
4 កក្កដា 2020 => 2020-07-04
4. júlí 2020 kl. 19:16 => 2020-07-04T19:16
e shtunë, 4 korrik 2020 => 2020-07-04
4 ліпеня 2020 г. => 2020-07-04
4 июля 2020 г. в 19:16 => 2020-07-04T19:16
пʼятниця, 3 липня 2020 р. => 2020-07-03
14 Μαΐου 2020 => 2020-05-14
4 Ağustos 2020 Salı => 2020-08-04
4 జులై, 2020 => 2020-07-04
4 जुलै, 2020 => 2020-07-04
4 جولائی، 2020 => 2020-07-04
29.02.2020 => 2020-02-29
4 July 2035 => 2035-07-04
""".strip().splitlines()

# Recognised, not decided: line -> kind.
UNDATED = """
5 listopada 2020 => date
31 February 2020 => date
30.02.2020 => date
29 February 2019 => date
۱۴ تیر ۱۳۹۹ => date
۱۳۹۹/۰۴/۱۴ => date
4 July 2020 - 6 July 2020 => date
September 2017 => month
- September 2017 => month
septiembre de 2017 => month
Sept. 2017 => month
ноября 2016 => month
2017年9月 => month
2017년 9월 => month
2017. szeptember => month
7:16 PM => time
7:16PM => time
7 pm => time
12:01 => time
19.16 => time
19h16 => time
7:16 p.m. => time
03:02:11 => time
晚上7:16 => time
PM 7:16 => time
오후 7시 16분 => time
19:16 WIB => time
19.16 Uhr => time
* 10:14 PM => time
Monday 10:00PM => time
19:16 - 20:30 => time
Saturday => day
sábado => day
土曜日 => day
4 July => day
Jul 4 => day
July 4th => day
* Sun Nov 24 => day
4 de julio => day
7月4日 => day
7월 4일 토요일 => day
4. heinäkuuta => day
March 18 at 12:22 PM => day
""".strip().splitlines()

OTHERS = """
July 4, 1776.
July 4, 2020.
July 4, 2020 at 7:16 PM.
Saturday.
September 2017.
04.07.2020 19:16 Uhr.
3:02 a.m.: the last radio call.
3:02 a.m. was the last call
1 litre stock
2020
42
1,204
Harbour Rovers 3, Pine County 1
May
Sat
So
March
to
c
, or
On
at
de
December 20115
September 2017 (12)
September 2017 12
may 12 march
12 may 12 march 2020
March 12 May 2020
April May 2020
10 12
10 12 2015
1. 2. 3.
10.12.14
1-0
3:2
3:2 (1:1)
2-1 2015
25:10
12:60
99.99
3.50
$4.07
€ 19.16
19.16 €
16%
3h20
24 h
3 days
3 sore
3 дня
3 रात
+62 812 3456 7890
555-123-4567
(021) 555 1234
10.12.2015.3
192.168.10.12
1.2.2020.1
31.13.2020
32.01.2020
00.01.2020
13/13/2020
45 July
4 July 1850
4 July 2100
4 July 3020
4/7/2563
4 July 2563
1399/04/14
4 تیر 2020
3 Out
1 Set
Mac 2020
5 ago
May 24,
4 July 2020:
4 July 2020?
Published: 4 July 2020
Posted on July 4, 2020
LIMA, July 4, 2020
On July 4, 2020 he won
© 2020
2016-2020
2020 2021
8. 00:53
4 July 2020 99:16
A 4 paper
Windows 10 May 2020 Update
Act 2, Scene 4
7월 4일 회의
2020年の選挙
Новости 2020 года
0000-00-00 00:00:00
""".strip().splitlines()

INSIDE = """
Posted on December 9, 2012 by Unknown => 2012-12-09
Publié le 4 juillet 2020 à 19h16 => 2020-07-04T19:16
Updated: 04/07/2020 19:16h => 2020-07-04T19:16?
NAMENOVEMBER 22, 2017 => 2017-11-22
AdminJul 4, 2020 => 2020-07-04
A Posted inNewsTags12 October 2015Posted => 2015-10-12
입력 2020.07.04 19:16 => 2020-07-04T19:16
公開日時 2020年07月04日 19時16分 => 2020-07-04T19:16
Stand: 04.07.2020 19:16 Uhr => 2020-07-04T19:16
Actualizado: 04/07/2020 19:16h => 2020-07-04T19:16?
Published: 4 Jul 2020, 7:16 PM IST => 2020-07-04T19:16
Posted by Admin at 7:16 PM on Saturday, July 4, 2020 => 2020-07-04T19:16
Ditulis oleh admin pada 2 Juni 2016 => 2016-06-02
Diterbitkan Sabtu, 04 Juli 2020 | 19:16 WIB => 2020-07-04T19:16+07:00
Published 1 May 2020, updated 3 May 2020 => 2020-05-01
JAKARTA, October 29, 2021 => 2021-10-29
Опубликовано 4 июля 2020 г. в 19:16 => 2020-07-04T19:16
no date here => None
September 2017 (12) => None
version 1.2.3.2020 => None
on 31 July he said => None
""".strip().splitlines()

PIECES = st.sampled_from(
    "4 07 2020 2563 1399 July may mar de at am PM . , / - : + T Z WIB "
    "年 月 日 tháng ٤ 午後 h (".split()
)


def rows(table):
    return [pytest.param(*row.rsplit(" => ", 1), id=row) for row in table]


def cldr_dates():
    for row in CLDR:
        language, *dates, clock = row.split(" | ")
        for line in dict.fromkeys(dates):
            yield pytest.param(line, clock, id=f"{language}: {line}")


def shown(reading):
    """Write a reading as the tables do."""
    return f"{reading.iso}{'?' * reading.ambiguous}" if reading else "None"


def values(reading):
    return reading and (reading.iso, reading.kind, reading.ambiguous)


@pytest.mark.parametrize(("line", "clock"), list(cldr_dates()))
def test_cldr_dates_are_read_with_and_without_a_time(line, clock):
    iso = None if line in UNDECIDED else "2020-07-04"
    is_open = line == "04/07/2020"
    assert values(read_date(line)) == (iso, "date", is_open)
    for joint in (" ", ", ", " | "):
        timed = iso and iso + "T19:16"
        assert values(read_date(line + joint + clock)) == (timed, "date", is_open)


@pytest.mark.parametrize("row", CLDR)
def test_cldr_times_are_times(row):
    assert values(read_date(row.split(" | ")[-1])) == (None, "time", False)


@pytest.mark.parametrize(("line", "iso"), rows(DATES))
def test_dates_are_read(line, iso):
    reading = read_date(line)
    assert shown(reading) == iso
    assert reading.kind == "date"


@pytest.mark.parametrize(("line", "kind"), rows(UNDATED))
def test_lines_without_a_decided_date_have_a_kind_only(line, kind):
    assert values(read_date(line)) == (None, kind, False)


@pytest.mark.parametrize("line", OTHERS)
def test_other_lines_are_no_dates(line):
    assert read_date(line) is None


@pytest.mark.parametrize(("line", "iso"), rows(INSIDE))
def test_dates_inside_a_line_are_found(line, iso):
    assert shown(find_date(line)) == iso


def test_line_of_64_characters_is_the_longest_read():
    assert read_date("4 July 2020".ljust(64)) is not None
    assert read_date("4 July 2020".ljust(65)) is None


def test_empty_line_is_no_date():
    assert read_date("") is None
    assert find_date("") is None


def test_every_kind_has_a_sign_of_its_own():
    assert len(set(KINDS.values())) == len(KINDS)


@given(
    st.one_of(
        st.text(max_size=80),
        st.lists(PIECES, max_size=24).map(" ".join),
        st.lists(PIECES, max_size=24).map("".join),
    )
)
def test_no_text_breaks_the_reader(text):
    for reading in (read_date(text), find_date(text)):
        assert reading is None or isinstance(reading, DateReading)
        if reading and reading.iso:
            assert reading.kind == "date"
            assert 10 <= len(reading.iso) <= 25


@pytest.mark.parametrize("piece", ["4.", "4 ", "May ", "12:", "日", "2020-", "a. ", "N", "+"])
def test_work_is_bounded_however_long_the_line(piece):
    start = time.process_time()
    for _ in range(20):
        read_date((piece * 64)[:64])
        find_date((piece * 256)[:256])
        read_date(piece * 100_000)
        find_date(piece * 100_000)
    assert time.process_time() - start < 2
