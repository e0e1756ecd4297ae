"""Text that is not Unicode Vietnamese, recognised by letters that Vietnamese does not have: TCVN3, VNI, twice encoded, lost."""

import re
import unicodedata
from functools import cache

# Words that stand in nearly every form; legacy text is searched for them as the old fonts write them.
WORDS = (
    "điểm đơn đánh định được đạt điều đề đối tiêu chí lĩnh vực thành phần tối đa tự chấm thẩm tổng cộng cải cách hành chính "
    "nội vụ sở ủy nhân dân xã phường tài liệu kiểm chứng giải trình văn bản kế hoạch quyết thủ tục tỷ lệ số năm tháng của "
    "các những phòng pháp tỉnh huyện thực hiện nghị báo cáo bộ máy công chức tư chỉ dẫn áp dụng không thuộc chức nhiệm"
)
_TCVN3 = dict(zip(
    "ăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
    "¨©ª«¬\u00ad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
    strict=True,
))  # fmt: skip
_VNI_BASES = {"ă": "aê", "â": "aâ", "ê": "eâ", "ô": "oâ", "ơ": "ô", "ư": "ö", "đ": "ñ"}
_VNI_TONES = {"\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
_VNI_I = {"í": "í", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î"}
_VNI_ROOFED = {
    "â": dict(zip(_VNI_TONES, "áàåãä", strict=True)), "ê": dict(zip(_VNI_TONES, "áàåãä", strict=True)),
    "ô": dict(zip(_VNI_TONES, "áàåãä", strict=True)), "ă": dict(zip(_VNI_TONES, "éèúüë", strict=True)),
}  # fmt: skip
_OWN_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz" + "".join(_TCVN3))
# Without one of these letters no text of a form is in an old font, so that right forms are passed over quickly.
_TCVN3_MARKS, _VNI_MARKS = "®§¸", "ñöøÑÖ"
_TWICE_ENCODED = re.compile("á»[\u0080-\u00bf\u0152-\u2122]|áº[\u0080-\u00bf\u0152-\u2122]|Ä‘|Æ°|Æ¡")
# A question mark inside a word; that of a link has a name and "=" behind it.
_LOST = re.compile(r"[^\W\d_]\?(?!\w{1,40}=)[^\W\d_]|�")
_LINK = re.compile(r"https?://\S+", re.IGNORECASE)
LEAST = 2


def legacy_font(texts) -> str:
    """Return 'TCVN3' or 'VNI' if at least two words are written for such a font, else ''. texts : one text or several."""
    text = _joined(texts)
    for name, marks in (("TCVN3", _TCVN3_MARKS), ("VNI", _VNI_MARKS)):
        if any(mark in text for mark in marks) and len(_words(name).findall(text)) >= LEAST:
            return name
    return ""


def twice_encoded(texts) -> bool:
    """Return whether Unicode text was taken for another encoding and encoded again: 'Sá»Ÿ Ná»™i vá»¥'."""
    text = _joined(texts)
    return any(mark in text for mark in "»ºÄ") and len(_TWICE_ENCODED.findall(text)) >= LEAST


def letters_lost(texts) -> bool:
    """Return whether letters were replaced by question marks on the way: 'S? N?i v?', '?i?m t?i ?a'."""
    text = _joined(texts)
    if "?" not in text and "�" not in text:
        return False
    return len(_LOST.findall(_LINK.sub(" ", text))) > LEAST


def in_tcvn3(word: str) -> str:
    """Return a word as TCVN3 (ABC) fonts store it."""
    return "".join(_TCVN3.get(letter, letter) for letter in word)


def in_vni(word: str) -> str:
    """Return a word as VNI fonts store it: a base letter, then a sign for roof and tone."""
    return "".join(_vni_letter(letter) for letter in word)


def _vni_letter(letter: str) -> str:
    if letter in _VNI_I:
        return _VNI_I[letter]
    parts = unicodedata.normalize("NFD", letter)
    tone = next((mark for mark in parts[1:] if mark in _VNI_TONES), "")
    base = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark != tone))
    if tone and base in _VNI_ROOFED:
        return base.translate(str.maketrans("âêôă", "aeoa")) + _VNI_ROOFED[base][tone]
    return _VNI_BASES.get(base, base) + _VNI_TONES.get(tone, "")


@cache
def _words(name: str) -> re.Pattern:
    turned = {in_tcvn3(word) if name == "TCVN3" else in_vni(word) for word in WORDS.split()}
    foreign = {word for word in turned if set(word.lower()) - _OWN_LETTERS}
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(foreign)))})(?!\w)", re.IGNORECASE)


def _joined(texts) -> str:
    return texts if isinstance(texts, str) else "\n".join(texts)
