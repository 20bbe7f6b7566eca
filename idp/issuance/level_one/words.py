"""Why an application from the telephone was refused, as its sender reads it: in both languages."""

from collections.abc import Mapping
from typing import Final

from idp.kernel.refusals import Reason

DEFAULT_LOCALE: Final = "vi"
"""The language of who asked for no other: that of the law."""
GROUNDS: Final[Mapping[Reason, Mapping[str, str]]] = {
    Reason.PHONE_NOT_OWN: {
        "vi": "Số thuê bao di động không phải số chính chủ của người đăng ký.",
        "en": "The telephone number is not registered in the name of who applies.",
    },
    Reason.REGISTRY_HAS_NO_RECORD: {
        "vi": "Cơ sở dữ liệu của cơ quan có thẩm quyền không có thông tin về số giấy tờ này.",
        "en": "The competent authority's database has no record of this number.",
    },
    Reason.REGISTRY_NOT_CONNECTED: {
        "vi": "Trong 7 ngày, các cơ sở dữ liệu để kiểm tra chưa cung cấp đủ thông tin. Đề nghị gửi "
        "lại yêu cầu hoặc đến nơi tiếp nhận trực tiếp.",
        "en": "For seven days the databases that check this did not tell all that is needed. Apply "
        "again, or come to a desk.",
    },
    Reason.MATCH_MISSING: {
        "vi": "Theo cơ sở dữ liệu, người này không thuộc trường hợp được cấp tài khoản.",
        "en": "By the database, this person is not among those who get an account.",
    },
    Reason.IDENTITY_CARD_REQUIRED: {
        "vi": "Người này chưa được cấp thẻ căn cước. Tài khoản có thể đề nghị cùng lúc với thẻ.",
        "en": "This person has no identity card. Apply for an account together with the card.",
    },
    Reason.NOT_ENTERED: {
        "vi": "Cơ sở dữ liệu không thể hiện người này đã nhập cảnh và đang cư trú tại Việt Nam.",
        "en": "The database does not show that this person entered Viet Nam and stays here.",
    },
    Reason.RESIDENCE_CARD_REQUIRED: {
        "vi": "Người này không có thẻ thường trú hoặc thẻ tạm trú còn giá trị.",
        "en": "This person has no permanent or temporary residence card in force.",
    },
    Reason.GUARDIAN_LEVEL2_REQUIRED: {
        "vi": "Người đại diện, người giám hộ phải đăng ký thay bằng tài khoản mức độ 02 của mình.",
        "en": "A representative or guardian has to apply, with an own account of level 02.",
    },
    Reason.NO_GUARDIANSHIP: {
        "vi": "Không có thông tin về việc đại diện hoặc giám hộ cho người này.",
        "en": "Nothing on record says that who filed this acts for the person.",
    },
    Reason.DOSSIER_INCOMPLETE: {
        "vi": "Thiếu ảnh khuôn mặt, là ảnh bắt buộc đối với người từ đủ 6 tuổi.",
        "en": "A picture of the face is missing, which is asked for from six years on.",
    },
    Reason.PICTURES_UNCLEAR: {
        "vi": "Ảnh khuôn mặt chưa đủ rõ để so sánh. Đề nghị chụp lại và gửi lại yêu cầu.",
        "en": "The picture of the face is too unclear to compare. Send another one.",
    },
    Reason.CASE_OPEN: {
        "vi": "Đã có một yêu cầu đăng ký mức độ 01 của người này đang được giải quyết.",
        "en": "Another application of this person for level 01 is being decided.",
    },
    Reason.STATE_ALREADY_HOLDS: {
        "vi": "Người này đã có tài khoản định danh điện tử.",
        "en": "This person has an identification account already.",
    },
    Reason.ACCOUNT_LOCKED: {
        "vi": "Tài khoản định danh điện tử của người này đang bị khóa.",
        "en": "The identification account of this person is locked.",
    },
    Reason.IDENTITY_EXISTS: {
        "vi": "Người này đã được đăng ký với một số định danh khác.",
        "en": "This person is registered with another number.",
    },
    Reason.TOO_MANY_TRIES: {
        "vi": "Khuôn mặt không khớp, và đã có nhiều lần không khớp. Đề nghị gửi lại sau 24 giờ.",
        "en": "The face was not matched, as many before it. Apply again after 24 hours.",
    },
}
"""Of every reason for which what was sent makes no case."""
UNPROVEN: Final[Mapping[str, str]] = {
    "vi": "Không xác nhận được khuôn mặt là của người có thông tin này. Có thể gửi lại yêu cầu.",
    "en": "The face could not be matched with the person of these data. You may apply again.",
}
"""Of a case that an officer refused, to a sender who is not proven to be the person."""


def ground_of(reason: Reason, locale: str) -> str:
    """The words for a reason, in Vietnamese where no other language was asked for."""
    words = GROUNDS[reason]
    return words.get(locale) or words[DEFAULT_LOCALE]
