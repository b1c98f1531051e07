"""Write src/newsclean/phrases/dates.tsv: the words that dates are made of.

Month names, weekdays and day periods come from CLDR through Babel (a development dependency);
what CLDR does not know (prepositions, units, zones, spellings of older themes) stands below.
Run it from anywhere: python scripts/build_dates.py
"""

import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from babel import Locale, localedata

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from newsclean.dates.tokens import KINDS, TOKEN  # noqa: E402  (the table is cut as the reader cuts lines)

TARGET = ROOT / "src" / "newsclean" / "phrases" / "dates.tsv"

LOCALES = """
en en_GB en_AU en_CA de de_AT fr fr_CA es es_MX es_AR pt pt_PT it nl sv nb nn da fi pl cs sk hu ro
bg hr bs sr sr_Latn uk ru be el tr az ar ar_SY ar_DZ ar_MA fa he hi bn ta te mr ur id
ms vi th ja ko zh zh_Hant ca eu gl sw lv lt et sl sq mk is ka hy kk uz fil my km
""".split()

# Twelve names each, January first; `-` leaves a month out.
MONTHS = """
jan feb mar apr may june july aug sept oct nov dec
jänner feber maerz - - juno julei - - - - -
- - - - - - - - setiembre - - -
- peb - - - - - agt - - nop -
- pebruari - - - - - - - - nopember -
- - mrt - - - - - - - - -
јануара фебруара марта априла маја јуна јула августа септембра октобра новембра децембра
januara februara marta aprila maja juna jula avgusta septembra oktobra novembra decembra
januarja februarja - - - junija julija - - - - -
janvāra februāra - aprīļa maijā jūnija jūlija augusta - oktobra novembra decembra
janvārī februārī martā aprīlī - jūnijā jūlijā augustā septembrī oktobrī novembrī decembrī
जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितम्बर अक्तूबर नवम्बर दिसम्बर
জানুয়ারী ফেব্রুয়ারী - - - - - - - - - -
- - - - - - జూలై - - - - -
- - - - - - ஜுலை - - - - -
- فبراير - - - - - - - - - -
- - - - می جون جولای آگوست - - - -
יאנואר - מרס - - - - - - - - -
jaanuar - - - - - - - - - - -
urtarrilak otsailak martxoak apirilak maiatzak ekainak uztailak abuztuak irailak urriak azaroak -
- - - - - - - - - - - abenduak
""".strip().splitlines()

# How languages inflect or prefix the names that CLDR gives bare: it spells these in its patterns.
AFFIXES = {"eu": ("{}ren",), "he": ("ב{}",), "sq": ("{}it",)}
DAY_AFFIXES = {"th": ("{}ที่",)}

# Seven names each, Monday first.
WEEKDAYS = """
mon tues wed thurs fri sat sun
- - weds thur - sonnabend -
- - - - jum'at - ahad
- - - - jumat - minggu
sen sel rab kam jum sab min
周一 周二 周三 周四 周五 周六 周日
星期一 星期二 星期三 星期四 星期五 星期六 星期天
月曜 火曜 水曜 木曜 金曜 土曜 日曜
จันทร์ อังคาร พุธ พฤหัสบดี ศุกร์ เสาร์ อาทิตย์
دوشنبه سه‌شنبه چهارشنبه پنجشنبه آدینه - یکشنبه
सोमवार मंगलवार बुधवार बृहस्पतिवार शुक्रवार शनिवार इतवार
- - - गुरुवार - - रविवार
""".strip().splitlines()
# Short for segunda-feira, but words as well (second, farm): they may stand in a date only.
UNDECIDED_WEEKDAYS = "segunda terça quarta quinta sexta".split()
VIETNAMESE_DAYS = "hai ba tư năm sáu bảy".split()
VIETNAMESE_MONTHS = "một hai ba tư năm sáu bảy tám chín mười mười_một mười_hai".split()
HIJRI = """
فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند
""".split()

# Abbreviations that are words elsewhere: `3 Out`, `Mac 2020` are months only in full dates.
WEAK = set("out set ago mag gen led pro sie ara mac tem dis lis cze sen ogo sub".split())

WORDS = {
    "filler": """
        a à á al alas all' alle am as às at au av az d' da data dated de de-la del della dels den
        den' der di di día dia die dne do du e el em godz godz. godzina i i' il in în jam kello kl
        kl. klo klockan klukkan la las le les los lu lúc ngày năm nel nga no o ob od of om on op ora
        ore pada pk pkl po pukul sa saa saat så sul t tanggal tarikh te tgl the til to u um vào hồi
        v ve vo von w y
        час часа часов в во о об от году года године години у на
        στις στο ώρα την της του
        في الساعة عند يوم بتاريخ ساعت در روز تاریخ بوقت کو بجے ב בשעה בתאריך ביום שעה ה יום
        को बजे समय पर दिनांक रोजी तारीख টায় টা এ সময় তারিখ மணி மணிக்கு அன்று గంటలకు న
        เวลา ที่ ค.ศ ค.ศ. พ.ศ พ.ศ. วันที่ เมื่อ ថ្ងៃទី ថ្ងៃ ខែ ឆ្នាំ ម៉ោង
        에 기준 現在 付 于 於 საათზე ժամը ժամ сағат saatda
    """,
    "year": """年 년 г г. гг р р. r r. roku god godine год рік року թ թ. ж ж. жылы жыл gada ko m წ
        წ. წელი წლის yil il""",
    "month-unit": "月 월",
    "day": "日 号 號 일 d d.",
    "hour": "h h. 時 时 点 點 시 uhr uur hs hrs hr hod hod. ч ч. год год. น น. giờ heures heure",
    "minute": "分 분 phút min min. мин хв นาที",
    "second": "秒 초 giây sec sek сек",
    "month-prefix": "tháng thg",
    "ordinal": "st nd rd th er re ère º ª ° го е ème eme ος η ঠা লা রা ই শে ste ra",
    "separator": ", | * ( ) [ ] @ ;",
    "dash": "- ~",
    "slash": "/",
    "colon": ":",
    "stop": ".",
    "plus": "+",
}
# Characters folded in lines that are not ASCII, by what they become.
CHARACTERS = {
    "-": "‐‑‒–—―−─～－־",
    "/": "／⁄",
    ":": "：∶",
    ".": "。．",
    "+": "＋",
    ",": "،、｜¦·•・●○▪■◆►▶»«›‹（）【】〔〕；，؛📅📆🕒⏰🗓⌚⏱🕑",
    "'": "’ʼʻ",
    "": "\xad\u061c\u200b\u200e\u200f\u2060\ufe0f\ufeff"  # zero-width, bidi, variants
    + "".join(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))
    + "".join(map(chr, range(0x300, 0x370))),  # accents apart from their letters
}
ZEROES = "٠۰०০੦૦௦౦೦൦๐၀០０"  # of the scripts that dates are written in
# Day periods by value; `night` is the evening from six on and the morning after twelve.
PERIODS = {
    "am": """午前 오전 上午 凌晨 清晨 早上 새벽 아침 朝 sáng पूर्वाह्न सुबह সকাল সকালে
        ভোর ভোরে காலை ఉదయం सकाळी صباحا صباحًا صباحاً ص صبح pagi umaga asubuhi πμ""",
    "pm": """午後 오후 下午 晚上 傍晚 中午 정오 저녁 夕方 昼 chiều tối trưa अपराह्न शाम दोपहर
        বিকাল বিকেল বিকেলে দুপুর দুপুরে সন্ধ্যা সন্ধ্যায় மாலை பிற்பகல் సాయంత్రం सायंकाळी दुपारी
        مساء مساءً مساءا م عصر petang sore hapon gabi jioni μμ""",
    "night": "夜 深夜 밤 đêm रात রাত রাতে இரவு రాత్రి रात्री ليلا ليلاً شب malam usiku",
}
SPACED_PERIODS = {"a. m.": "am", "p. m.": "pm"}
# Abbreviations that mean one offset in the whole world; those of NO_OFFSET mean several.
OFFSETS = """
Z z utc gmt ut|+07:00 wib ict|+08:00 wita hkt sgt myt awst|+09:00 wit jst kst|+01:00 cet wat mez|
+02:00 cest eet sast mesz|+03:00 eest msk мск trt|+10:00 aest|+11:00 aedt|+12:00 nzst|+13:00 nzdt|
+05:00 pkt|+05:45 npt|+06:30 mmt|-03:00 brt|-07:00 pdt|-06:00 mdt
"""
NO_OFFSET = """
est edt et cst cdt ct mst mt pst pt ist bst ast adt gst sst akst hst wet west pht wast lt
"""
# The kind of a token that has several, strongest first.
RANK = """
dash slash colon stop plus separator month hijri-month year month-unit day hour minute second
month-prefix weekday english-half filler meridiem ordinal zone part
""".split()
# Tokens for which RANK is wrong, or which no list holds as the reader cuts them.
FORCED = {
    **dict.fromkeys(("am", "a.m", "a.m."), ("english-half", "am")),
    **dict.fromkeys(("pm", "p.m", "p.m."), ("english-half", "pm")),
    **dict.fromkeys(("a", "t", "de", "năm"), ("filler", "")),
    **dict.fromkeys(("a.", "p.", "m."), ("part", "")),
    "h": ("hour", ""),
    "min": ("minute", ""),
    "م": ("meridiem", "pm"),
    "日": ("day", ""),
    "일": ("day", ""),
    "月": ("month-unit", ""),
    "월": ("month-unit", ""),
}

# Kinds whose words are also met without dots, joiners and accents.
RESPELLED = ("month", "weekday", "hijri-month", "month-prefix", "meridiem", "filler")

Row = tuple[str, str, str]

FOLDS = {ord(char): to for to, chars in CHARACTERS.items() for char in chars}
FOLDS |= {ord(zero) + n: str(n) for zero in ZEROES for n in range(10)}


def key(name: str) -> str:
    """Cut and fold a name as the reader does, its tokens parted by one space."""
    text = unicodedata.normalize("NFC", name).casefold().translate(FOLDS)
    return " ".join(re.findall(TOKEN, text))


def spellings(name: str) -> Iterator[str]:
    """Yield a name, then the ways it is met: no final dot, no joiner, no accents (capitals)."""
    token = key(name)
    for form in (token, token.replace("\u200c", ""), token.replace("\u200c", " ")):
        yield form
        if " " not in form:
            yield form.rstrip(".")
    yield token.replace("ı", "i").replace("ё", "е").replace("॰", "")
    plain = unicodedata.normalize("NFD", token)
    if re.match(r"[a-zα-ωа-я]", plain):
        yield re.sub("[\u0300-\u036f]", "", plain).replace("ı", "i")


def cldr(name: str) -> Iterator[Row]:
    """Yield the names one locale has for months, weekdays and day periods."""
    # Babel writes resolved aliases into the shared root, and the next locale inherits them.
    localedata._cache.clear()
    locale = Locale.parse(name)
    for form in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, text in locale.months[form][width].items():
                bare = text.removeprefix("de ")  # Catalan: de juliol
                for affix in ("{}", *AFFIXES.get(name, ())):
                    yield affix.format(bare), "month", str(number)
        for width in ("wide", "abbreviated"):
            for number, text in locale.days[form].get(width, {}).items():
                for affix in ("{}", *DAY_AFFIXES.get(name, ())):
                    yield affix.format(text), "weekday", str(number + 1)
        # Not the other day periods: Russian "3 дня" is three days before it is 3 p.m.
        for width in ("wide", "abbreviated"):
            periods = locale.day_periods.get(form, {}).get(width, {})
            for half in ("am", "pm"):
                if half in periods:
                    yield periods[half], "meridiem", half


def by_hand() -> Iterator[Row]:
    """Yield the rows of the lists above."""
    for kind, lines in (("month", MONTHS), ("weekday", WEEKDAYS)):
        for line in lines:
            names = enumerate(line.split(), 1)
            yield from ((text, kind, str(n)) for n, text in names if text != "-")
    for n, text in enumerate(HIJRI, 1):
        yield text, "hijri-month", str(n)
    for n, text in enumerate(VIETNAMESE_MONTHS, 1):
        yield f"tháng {text}".replace("_", " "), "month", str(n)
    for n, text in enumerate(VIETNAMESE_DAYS, 1):
        yield f"thứ {text}", "weekday", str(n)
        yield f"thứ {n + 1}", "weekday", str(n)
    yield from ((text, "weekday", "0") for text in UNDECIDED_WEEKDAYS)
    for kind, words in WORDS.items():
        yield from ((word, kind, "") for word in words.split())
    for value, words in PERIODS.items():
        yield from ((word, "meridiem", value) for word in words.split())
    yield from ((text, "meridiem", value) for text, value in SPACED_PERIODS.items())
    for group in OFFSETS.split("|"):
        value, *zones = group.split()
        yield from ((zone, "zone", value) for zone in zones)
    yield from ((word, "zone", "") for word in NO_OFFSET.split())


def spelled() -> dict[str, set[tuple[str, str]]]:
    """Gather what each folded token may be; a name without accents never overrules a real one."""
    exact: dict[str, set[tuple[str, str]]] = {}
    loose: dict[str, set[tuple[str, str]]] = {}
    rows = [*by_hand(), *(row for name in LOCALES for row in cldr(name))]
    for text, kind, value in rows:
        if kind == "month" and any(char.isdecimal() for char in text):
            continue  # 7月 and thg 7 are numbers with a unit
        if kind == "weekday" and text.isascii() and len(text) == 1:
            continue  # Estonian E, T, K
        forms = [form for form in spellings(text) if form]
        exact.setdefault(forms[0], set()).add((kind, value))
        for form in forms[1:] if kind in RESPELLED else []:
            loose.setdefault(form, set()).add((kind, value))
    return {**loose, **exact}


def settle(token: str, meanings: set[tuple[str, str]]) -> tuple[str, str]:
    """Choose the one kind and value of a token; months that differ between languages get 0."""
    if token in FORCED:
        return FORCED[token]
    kinds = {kind for kind, _ in meanings}
    months = {value for kind, value in meanings if kind == "month"}
    if "month" in kinds:
        kind = "both" if "weekday" in kinds else "weak-month" if token in WEAK else "month"
        return kind, months.pop() if len(months) == 1 else "0"
    kind = min(kinds, key=RANK.index)
    values = {value for one, value in meanings if one == kind}
    if len(values) == 1:
        return kind, values.pop()
    return kind, "0" if kind == "weekday" else ""


def parts(table: dict[str, tuple[str, str]]) -> Iterator[str]:
    """Yield the words that mean something only together: segunda-feira, in the evening."""
    for token in list(table):
        if " " in token:
            yield from (one for one in token.split() if one not in table and not one.isdecimal())


def main() -> None:
    """Write the table, sorted by token."""
    table = {token: settle(token, meanings) for token, meanings in spelled().items()}
    table.update({token: FORCED[token] for token in FORCED if token not in table})
    table.update(dict.fromkeys(set(parts(table)), ("part", "")))
    lines = ["token\tkind\tvalue", *("\t".join((token, *table[token])) for token in sorted(table))]
    lines += [f"U+{code:04X}\tcharacter\t{to}" for code, to in sorted(FOLDS.items())]
    assert all(kind in KINDS for kind, _ in table.values())
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
