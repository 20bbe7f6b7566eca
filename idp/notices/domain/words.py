"""The words of the letters, as data: calm, short, the same facts in both languages.

Places in braces: {credential}, {client}, {when}, {ground}, {remedy}, {number}, {link},
{body}, {report}, {device}, {undo}, {contact}, {label}, {code}, {from_when}. `what` says
what happened and when; `otherwise` says what to do if it was not the person who did it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from idp.notices.domain import NoticeKind

LANGUAGES: Final = ("vi", "en")


@dataclass(frozen=True, slots=True)
class Words:
    subject: str
    what: str
    otherwise: str


_SECURE_VI: Final = (
    "Nếu không phải bạn, hãy báo tại {report}, vào bất cứ lúc nào: có mật khẩu hoặc mã khôi phục "
    "thì những gì bạn nêu ngừng ngay; nếu không, chúng ngừng sau khi bạn mở liên kết được gửi đến "
    "và xác nhận. Bạn xem được lịch sử của mình tại {account}"
)
_SECURE_EN: Final = (
    "If this was not you, report it at {report}, at any hour: what you name stops at once with "
    "your password or a recovery code, else after you open a link that is sent to you and confirm. "
    "Look through your history at {account}"
)
_WITHDRAW_VI: Final = (
    "Nếu không phải bạn, hãy rút lại sự đồng ý tại {account} và báo ngay tại {report}"
)
_WITHDRAW_EN: Final = (
    "If this was not you, withdraw the consent at {account} and report it at {report}"
)

WORDS: Final[Mapping[NoticeKind, Mapping[str, Words]]] = {
    NoticeKind.CREDENTIAL_ADDED: {
        "vi": Words(
            "Đã thêm phương tiện xác thực",
            "{credential} đã được thêm vào tài khoản của bạn lúc {when}.",
            _SECURE_VI,
        ),
        "en": Words(
            "A means of sign-in was added",
            "{credential} was added to your account at {when}.",
            _SECURE_EN,
        ),
    },
    NoticeKind.CREDENTIAL_GIVEN_BACK: {
        "vi": Words(
            "Phương tiện xác thực cũ lại dùng được",
            "Lúc {when}, việc gỡ hoặc thay một phương tiện xác thực của bạn đã được hoàn tác: "
            "{credential} lại dùng được như trước. Nếu đã có phương tiện khác thay vào chỗ đó thì "
            "phương tiện ấy không còn dùng được.",
            _SECURE_VI,
        ),
        "en": Words(
            "An earlier means of sign-in works again",
            "At {when} the removal or replacement of a means of sign-in was undone. {credential} "
            "of your account works again as before; if something had taken its place, that no "
            "longer works.",
            _SECURE_EN,
        ),
    },
    NoticeKind.CREDENTIAL_REMOVED: {
        "vi": Words(
            "Đã gỡ phương tiện xác thực",
            "{credential} đã được gỡ khỏi tài khoản của bạn lúc {when}.",
            _SECURE_VI,
        ),
        "en": Words(
            "A means of sign-in was removed",
            "{credential} was removed from your account at {when}.",
            _SECURE_EN,
        ),
    },
    NoticeKind.CREDENTIAL_FLAGGED: {
        "vi": Words(
            "Một phương tiện xác thực đã bị tạm ngừng",
            "{credential} có dấu hiệu bị sao chép nên không dùng để đăng nhập được nữa từ {when}.",
            "Hãy đăng nhập bằng cách khác, gỡ phương tiện này và thêm cái mới tại {account}",
        ),
        "en": Words(
            "A means of sign-in was stopped",
            "{credential} looks as if it had been copied and cannot be used since {when}.",
            "Please sign in another way, remove it and add a new one at {account}",
        ),
    },
    NoticeKind.MEANS_STOPPED: {
        "vi": Words(
            "Một phương tiện xác thực đã ngừng",
            "{credential} đã được ngừng từ tài khoản của bạn lúc {when} và không còn dùng để đăng "
            "nhập được.",
            _SECURE_VI,
        ),
        "en": Words(
            "A means of sign-in was stopped",
            "{credential} was stopped from your account at {when} and no longer signs anybody in.",
            _SECURE_EN,
        ),
    },
    NoticeKind.MEANS_DISPUTED: {
        "vi": Words(
            "Một phương tiện xác thực đã ngừng vì gian lận",
            "{credential} đã được ngừng lúc {when}, vì việc thêm phương tiện này dựa trên một hành "
            "vi gian lận được phát hiện sau đó. Mọi phiên đăng nhập của bạn đã kết thúc.",
            _SECURE_VI,
        ),
        "en": Words(
            "A means of sign-in was stopped because of a fraud",
            "{credential} was stopped at {when}: what it was added by was found to be a fraud. All "
            "your sessions were ended.",
            _SECURE_EN,
        ),
    },
    NoticeKind.CONTACT_CODE: {
        "vi": Words(
            "Mã xác nhận địa chỉ hoặc số điện thoại",
            "Mã xác nhận là {code}. Lúc {when}, chủ một tài khoản Minh Danh muốn nhận thông báo "
            "tại đây. Mã dùng được một lần, trong 15 phút, và chỉ nhập tại {account}",
            "Nếu không phải bạn yêu cầu, hãy bỏ qua tin này và không đưa mã cho ai.",
        ),
        "en": Words(
            "The code for this address or number",
            "The code is {code}. At {when} the holder of a Minh Danh account asked to receive "
            "messages here. It works once, for 15 minutes, and is typed nowhere but at {account}",
            "If you did not ask for it, ignore this and give the code to no one.",
        ),
    },
    NoticeKind.CONTACT_CHANGED: {
        "vi": Words(
            "Nơi nhận thông báo của bạn được thay đổi",
            "Lúc {when}, {contact} của tài khoản được đổi thành {label}, có hiệu lực "
            "chậm nhất từ {from_when}. Thư này được gửi đến mọi nơi nhận, cả cũ lẫn mới.",
            _SECURE_VI,
        ),
        "en": Words(
            "Where your messages go was changed",
            "At {when} the {contact} of your account was changed to {label}, effective from "
            "{from_when} at the latest. This goes to every address and number, the old ones too.",
            _SECURE_EN,
        ),
    },
    NoticeKind.CONTACT_GIVEN_BACK: {
        "vi": Words(
            "Việc đổi nơi nhận thông báo đã được hoàn tác",
            "Lúc {when}, việc đổi {contact} của tài khoản thành {label} đã được hoàn tác: nội dung "
            "trước đó có hiệu lực trở lại, không gửi gì đến nơi kia nữa. Mọi phiên đăng nhập đã "
            "kết thúc.",
            _SECURE_VI,
        ),
        "en": Words(
            "The change of where your messages go was undone",
            "At {when} the change of the {contact} of your account to {label} was undone: what was "
            "there before holds again, and nothing more goes to the other one. Sessions were "
            "ended.",
            _SECURE_EN,
        ),
    },
    NoticeKind.KEY_ANCHORED: {
        "vi": Words(
            "Khóa ứng dụng đã được gắn với chính bạn",
            "{credential} đã được gắn với chính bạn lúc {when}: từ nay khóa này đưa đăng nhập lên "
            "đến mức độ 4.",
            _SECURE_VI,
        ),
        "en": Words(
            "An application key was bound to you",
            "{credential} was bound to you in person at {when}: from now on it may lift a sign-in "
            "up to level 4.",
            _SECURE_EN,
        ),
    },
    NoticeKind.KEY_RETIRED: {
        "vi": Words(
            "Ứng dụng báo khóa không còn dùng được",
            "Lúc {when}, ứng dụng báo rằng {credential} không còn trên điện thoại, vì khóa bị xóa "
            "hoặc vì đã đăng ký sinh trắc học mới. Khóa này đã ngừng hẳn.",
            "Hãy thêm khóa mới tại {account}. Nếu bạn không làm gì trên điện thoại, hãy kiểm tra "
            "tài khoản tại đó.",
        ),
        "en": Words(
            "The application says that its key is gone",
            "At {when} the application said that {credential} is no longer on the phone, because "
            "it was deleted or another finger or face was enrolled. The key was stopped for good.",
            "Add a new one at {account}. If you did nothing on the phone, look at your account.",
        ),
    },
    NoticeKind.BIOMETRIC_ATTACK: {
        "vi": Words(
            "Có dấu hiệu giả mạo khuôn mặt của bạn",
            "Lúc {when}, trong một lần đăng nhập tài khoản của bạn, hình ảnh gửi đến có dấu hiệu "
            "giả mạo nên đã bị từ chối. Ai đó có thể đã biết một yếu tố đăng nhập khác của bạn.",
            _SECURE_VI,
        ),
        "en": Words(
            "Somebody may have imitated your face",
            "At {when}, in a sign-in to your account, pictures were refused because they looked "
            "faked. Somebody may know another factor of yours already.",
            _SECURE_EN,
        ),
    },
    NoticeKind.BIOMETRIC_STOPPED: {
        "vi": Words(
            "Khuôn mặt của bạn tạm thời không còn dùng để đăng nhập",
            "Lúc {when}, sau quá nhiều lần không khớp, khuôn mặt không còn được tính khi đăng "
            "nhập. Nếu chính bạn đã thử, hãy đăng nhập ở mức độ 2 và mở lại trong tài khoản "
            "của bạn.",
            _SECURE_VI,
        ),
        "en": Words(
            "Your face no longer counts for signing in",
            "At {when}, after too many failures, your face stopped counting for signing in. If "
            "that was you, sign in at level 2 and open it again in your account.",
            _SECURE_EN,
        ),
    },
    NoticeKind.LOSS_LINK: {
        "vi": Words(
            "Xác nhận báo mất, báo lộ",
            "Lúc {when}, có người điền biểu mẫu báo mất, báo lộ cho tài khoản của bạn. Nếu là bạn, "
            "hãy mở liên kết sau trong vòng 24 giờ và xác nhận: {link}",
            "Chưa có gì bị ngừng. Nếu không phải bạn, hãy bỏ qua thư này; bạn xem được lịch sử của "
            "mình tại {account}",
        ),
        "en": Words(
            "Confirm your report of a loss",
            "At {when} somebody filled in the form for a loss in the name of your account. If that "
            "was you, open this address within 24 hours and confirm: {link}",
            "Nothing was stopped so far. If this was not you, ignore this letter; you can look "
            "through your history at {account}",
        ),
    },
    NoticeKind.LOSS_REPORTED: {
        "vi": Words(
            "Đã ghi nhận báo mất, báo lộ: {number}",
            "Báo mất, báo lộ cho tài khoản của bạn được ghi nhận lúc {when} với mã hồ sơ {number}. "
            "Các phương tiện được báo đã ngừng ngay, mọi phiên đăng nhập khác đã kết thúc. "
            "Cán bộ hỗ trợ sẽ xem xét hồ sơ; bạn có thể theo dõi tại {account}/report-loss",
            "Nếu không phải bạn báo, hãy gọi ngay tổng đài hỗ trợ.",
        ),
        "en": Words(
            "Your report of a loss: {number}",
            "A loss was reported for your account at {when}, as case {number}. What was named was "
            "stopped at once, and every other session was ended. An officer looks at the case; you "
            "can follow it at {account}/report-loss",
            "If you did not report this, call the help line at once.",
        ),
    },
    NoticeKind.LOSS_STOPPED_FOR_NOW: {
        "vi": Words(
            "Đã tạm ngừng các phương tiện được báo: {number}",
            "Báo mất, báo lộ cho tài khoản của bạn được ghi nhận lúc {when} với mã hồ sơ {number}. "
            "Các phương tiện được báo đã ngừng ngay, các phiên đăng nhập đã kết thúc. Người báo "
            "không chứng minh đủ mạnh rằng đó là bạn, nên việc ngừng này có thể được hủy.",
            "Nếu không phải bạn báo, hãy đăng nhập bằng một phương tiện chưa bị ngừng (không chỉ "
            "bằng mật khẩu) và hủy việc ngừng tại {account}/report-loss, hoặc gọi tổng đài "
            "hỗ trợ.",
        ),
        "en": Words(
            "What was reported is stopped for now: {number}",
            "A loss was reported for your account at {when}, as case {number}. What was named was "
            "stopped at once, and sessions were ended. Whoever reported it did not prove strongly "
            "that it was you, so the stop can be taken back.",
            "If you did not report this, sign in with something that was not stopped (more than "
            "the password alone) and take it back at {account}/report-loss, or call the help "
            "line.",
        ),
    },
    NoticeKind.LETTER_UNDONE: {
        "vi": Words(
            "Đã dùng liên kết hoàn tác trong thư: {number}",
            "Lúc {when}, liên kết trong một lá thư của chúng tôi đã được dùng để hoàn tác việc mà "
            "lá thư đó báo. Mọi phiên đăng nhập của tài khoản và quyền truy cập đã cấp cho các "
            "dịch vụ đã kết thúc. Mã hồ sơ là {number}; cán bộ hỗ trợ sẽ xem xét, bạn có thể theo "
            "dõi tại {account}/report-loss",
            "Nếu không phải bạn dùng liên kết đó, có người đang đọc thư của bạn: hãy báo ngay tại "
            "{report}",
        ),
        "en": Words(
            "The link of a letter was used: {number}",
            "At {when} the link in one of our letters was used to undo what that letter told. "
            "Every session of your account, and the access that services were given, has ended. "
            "The case number is {number}; an officer looks at it, and you can follow it at "
            "{account}/report-loss",
            "If it was not you who used it, somebody else reads your messages: report it at once "
            "at {report}",
        ),
    },
    NoticeKind.LOSS_TAKEN_BACK: {
        "vi": Words(
            "Đã hủy việc tạm ngừng: {number}",
            "Lúc {when}, việc tạm ngừng theo hồ sơ {number} đã được hủy: những phương tiện chỉ bị "
            "ngừng vì hồ sơ đó lại dùng được. Bạn có thể xem tại {account}/report-loss",
            "Nếu không phải bạn hủy, hãy báo lại ngay tại {report}",
        ),
        "en": Words(
            "The stop was taken back: {number}",
            "At {when} the stop of case {number} was taken back: what it alone had stopped works "
            "again. You can see it at {account}/report-loss",
            "If you did not do this, report it again at once at {report}",
        ),
    },
    NoticeKind.MEANS_RECOVERED: {
        "vi": Words(
            "Tài khoản của bạn đã được khôi phục tại quầy",
            "Lúc {when}, hai cán bộ đã kiểm tra giấy tờ tại quầy. Mọi phương tiện xác thực cũ của "
            "tài khoản đã bị gỡ bỏ, mã khôi phục mới đã được in và trao tại chỗ.",
            "Nếu bạn không đến quầy, hãy xem lịch sử tại {account}",
        ),
        "en": Words(
            "Your account was recovered at a counter",
            "At {when} two officers checked a document at a counter. All earlier means of sign-in "
            "were removed, and new recovery codes were printed and handed over there.",
            "If you were not at a counter, look through your history at {account}",
        ),
    },
    NoticeKind.NEW_BROWSER: {
        "vi": Words(
            "Đăng nhập từ một trình duyệt mới",
            "Lúc {when}, tài khoản của bạn đã được đăng nhập từ một trình duyệt mới, hoặc chưa "
            "dùng lại kể từ khi đổi mật khẩu hay báo mất: {device}. Nếu có nhiều lần như vậy "
            "liên tiếp, chúng tôi không gửi thư cho từng lần.",
            _SECURE_VI,
        ),
        "en": Words(
            "Sign-in from a new browser",
            "At {when} your account was signed in from a browser that is new, or was not used "
            "since the password was changed or a loss was reported: {device}. If there are many of "
            "them in a row, not each gets a letter of its own.",
            _SECURE_EN,
        ),
    },
    NoticeKind.PASSWORD_GUESSED: {
        "vi": Words(
            "Nhập sai mật khẩu nhiều lần",
            "Lúc {when}, mật khẩu tài khoản của bạn đã bị nhập sai nhiều lần, nên lần thử tiếp "
            "theo phải chờ. Chưa ai đăng nhập được bằng những lần thử đó.",
            "Nếu là bạn, hãy chờ rồi thử lại. Nếu không phải bạn, bạn không cần làm gì ngay: hãy "
            "xem lịch sử tại {account}",
        ),
        "en": Words(
            "Many wrong passwords",
            "At {when} the password of your account had been typed wrongly so often that the next "
            "try has to wait. Nobody got in by those tries.",
            "If it was you, wait and try again. If it was not, nothing has to be done now: look "
            "through your history at {account}",
        ),
    },
    NoticeKind.SECOND_STEP_GUESSED: {
        "vi": Words(
            "Bước xác thực đầu đúng, mã hoặc PIN nhập sai nhiều lần",
            "Lúc {when}, có người đã qua bước xác thực đầu của tài khoản bạn (thường là mật khẩu "
            "đúng), rồi nhập sai mã dùng một lần hoặc PIN nhiều lần. Chưa ai qua được bước sau "
            "bằng những lần thử đó.",
            "Nếu không phải bạn, có lẽ người khác biết mật khẩu của bạn: hãy đổi mật khẩu tại "
            "{account}, hoặc báo tại {report}, vào bất cứ lúc nào.",
        ),
        "en": Words(
            "First step right, then many wrong codes or PINs",
            "At {when} somebody had passed the first step of signing in to your account (mostly "
            "the right password) and then typed wrong one-time codes or PINs many times. Nobody "
            "passed the second step by those tries.",
            "If it was not you, somebody else probably knows your password: change it at "
            "{account}, or report it at {report}, at any hour.",
        ),
    },
    NoticeKind.PASSWORD_CHANGED: {
        "vi": Words(
            "Mật khẩu đã được thay đổi",
            "Mật khẩu của bạn đã được thay đổi lúc {when}.",
            _SECURE_VI,
        ),
        "en": Words(
            "Your password was changed", "Your password was changed at {when}.", _SECURE_EN
        ),
    },
    NoticeKind.RECOVERY_CODES_USED: {
        "vi": Words(
            "Đã dùng một mã khôi phục",
            "Một mã khôi phục đã được dùng để đăng nhập tài khoản của bạn lúc {when}.",
            _SECURE_VI,
        ),
        "en": Words(
            "A recovery code was used",
            "A recovery code was used to sign in to your account at {when}.",
            _SECURE_EN,
        ),
    },
    NoticeKind.FIRST_SIGN_IN: {
        "vi": Words(
            "Lần đăng nhập đầu tiên tại {client}",
            "Tài khoản của bạn đã đăng nhập {client} lần đầu tiên lúc {when}.",
            _SECURE_VI,
        ),
        "en": Words(
            "First sign-in at {client}",
            "Your account was used to sign in at {client} for the first time at {when}.",
            _SECURE_EN,
        ),
    },
    NoticeKind.CONSENT_GIVEN: {
        "vi": Words(
            "Bạn đã đồng ý chia sẻ với {client}",
            "Sự đồng ý chia sẻ thông tin với {client} được ghi nhận lúc {when}.",
            _WITHDRAW_VI,
        ),
        "en": Words(
            "You agreed to share with {client}",
            "Your consent to share data with {client} was recorded at {when}.",
            _WITHDRAW_EN,
        ),
    },
    NoticeKind.CONSENT_WITHDRAWN: {
        "vi": Words(
            "Đã rút lại sự đồng ý với {client}",
            "Sự đồng ý chia sẻ thông tin với {client} đã được rút lại lúc {when}. "
            "{client} không nhận thêm thông tin nào nữa.",
            _SECURE_VI,
        ),
        "en": Words(
            "Consent to {client} withdrawn",
            "Your consent to share data with {client} was withdrawn at {when}. "
            "Nothing more is shared with {client}.",
            _SECURE_EN,
        ),
    },
    NoticeKind.ACCOUNT_LOCKED: {
        "vi": Words(
            "Tài khoản của bạn đã bị khóa",
            "Tài khoản của bạn đã bị khóa lúc {when}. Căn cứ: {ground}. {remedy}",
            "Bạn có thể xem lý do và cách yêu cầu mở khóa tại {account}",
        ),
        "en": Words(
            "Your account was locked",
            "Your account was locked at {when}. Ground: {ground}. {remedy}",
            "You can see why, and how to ask for unlocking, at {account}",
        ),
    },
    NoticeKind.ACCOUNT_UNLOCKED: {
        "vi": Words(
            "Tài khoản của bạn đã được mở khóa",
            "Tài khoản của bạn đã được mở khóa lúc {when}. Những lần đăng nhập trước khi khóa đã "
            "kết thúc; các phương tiện xác thực vẫn như trước khi khóa.",
            "Bạn xem được điều này tại {account}",
        ),
        "en": Words(
            "Your account was unlocked",
            "Your account was unlocked at {when}. Sign-ins from before the lock have ended; your "
            "ways to sign in are what they were before it.",
            "You can see this at {account}",
        ),
    },
    NoticeKind.GUARDIANSHIP_RECORDED: {
        "vi": Words(
            "Tài khoản của bạn cần người giám hộ xác nhận",
            "Lúc {when}, {body} đã ghi nhận rằng bạn có người giám hộ hoặc người đại diện. Từ nay "
            "mỗi lần dùng tài khoản cần người đó xác nhận; việc xác nhận chưa thực hiện được tại "
            "đây.",
            "Bạn vẫn xem được mọi thông tin tại {account}. Nếu điều này không đúng, hãy liên hệ cơ "
            "quan đã ghi nhận.",
        ),
        "en": Words(
            "Your account needs a guardian's confirmation",
            "At {when} {body} recorded that you have a guardian or a representative. From now on "
            "that person has to confirm each use of the account; confirming is not possible here "
            "yet.",
            "You can still read everything at {account}. If this is not right, turn to the body "
            "that recorded it.",
        ),
    },
    NoticeKind.GUARDIANSHIP_ENDED: {
        "vi": Words(
            "Việc giám hộ đối với bạn đã kết thúc",
            "Lúc {when}, {body} đã ghi nhận rằng việc giám hộ hoặc đại diện đối với bạn đã kết "
            "thúc. Người từ đủ 14 tuổi lại tự dùng tài khoản của mình.",
            "Bạn xem được điều này tại {account}. Nếu không đúng, hãy liên hệ cơ quan đã ghi nhận.",
        ),
        "en": Words(
            "The guardianship over you ended",
            "At {when} {body} recorded that the guardianship or representation ended. A person of "
            "14 years or more uses the account alone again.",
            "You can see this at {account}. If it is not right, turn to the body that recorded it.",
        ),
    },
    NoticeKind.COUNTER_CANCELLED: {
        "vi": Words(
            "Đã hủy một yêu cầu xác thực tại quầy",
            "Lúc {when}, yêu cầu xác thực tại quầy của {client} đã bị hủy vì số trên màn hình của "
            "quầy bị nhập sai ba lần trên điện thoại của bạn. Không có thông tin nào được chuyển "
            "đi.",
            "Nếu lúc đó bạn không ở quầy, đừng nghe theo ai đọc số cho bạn qua điện thoại; hãy xem "
            "lại tài khoản tại {account}",
        ),
        "en": Words(
            "A request at a counter was cancelled",
            "At {when} a request of {client} to authenticate you at a counter was cancelled, "
            "because the number on the counter's screen was typed wrongly three times on your "
            "phone. Nothing was passed on.",
            "If you were not at a counter, never type a number that somebody reads out to you; "
            "look at your account at {account}",
        ),
    },
}

CREDENTIALS: Final[Mapping[str, Mapping[str, str]]] = {
    "password": {"vi": "Mật khẩu", "en": "A password"},
    "chip_card": {"vi": "Thẻ căn cước", "en": "An identity card"},
    "pin": {"vi": "Mã PIN", "en": "A PIN"},
    "totp": {"vi": "Ứng dụng mã một lần", "en": "A one-time code app"},
    "passkey": {"vi": "Khóa truy cập", "en": "A passkey"},
    "app_key": {"vi": "Khóa ứng dụng", "en": "An application key"},
    "recovery_codes": {"vi": "Bộ mã khôi phục", "en": "A set of recovery codes"},
}
CONTACTS: Final[Mapping[str, Mapping[str, str]]] = {
    "email": {"vi": "địa chỉ thư điện tử", "en": "e-mail address"},
    "phone_number": {"vi": "số điện thoại", "en": "telephone number"},
}
OTHER_CONTACT: Final = {"vi": "nơi nhận thông báo", "en": "address"}
OTHER_CREDENTIAL: Final = {"vi": "Một phương tiện xác thực", "en": "A means of sign-in"}
OTHER_BROWSER: Final = {"vi": "một trình duyệt lạ", "en": "a browser we do not know"}
UNDO_WORDS: Final = {
    "vi": "Nếu không phải bạn, hãy hoàn tác việc này tại đây, không cần đăng nhập (dùng một lần, "
    "trong 7 ngày): {undo}",
    "en": "If this was not you, undo it here without signing in (once, within 7 days): {undo}",
}
HELP: Final = {
    "vi": "Bạn cũng có thể gọi tổng đài hỗ trợ: {help_line}.",
    "en": "You can also call the help line: {help_line}.",
}
SHORT: Final[Mapping[NoticeKind, Mapping[str, str]]] = {
    NoticeKind.CONTACT_CODE: {
        "vi": "Đừng đưa mã {code} cho ai. Mã xác nhận số này, dùng trong 15 phút",
        "en": "Give nobody code {code}. It confirms this number, for 15 minutes",
    },
    NoticeKind.CONTACT_CHANGED: {
        "vi": "Đổi nơi nhận tin: {label}",
        "en": "Messages will go to {label}",
    },
    NoticeKind.KEY_ANCHORED: {
        "vi": "Khóa ứng dụng đã gắn với bạn",
        "en": "An application key was bound to you",
    },
    NoticeKind.NEW_BROWSER: {
        "vi": "Đăng nhập từ trình duyệt mới",
        "en": "Sign-in from a new browser",
    },
}
"""For a text message, where the subject of the letter is too long beside a link."""
SHORT_WHEN: Final = "{at:%H:%M %d/%m}"
NOT_YOU: Final = {"vi": "Không phải bạn?", "en": "Not you?"}
SEE: Final = {"vi": "Xem:", "en": "See:"}
WHEN: Final = {
    "vi": "{at:%H:%M, %d/%m/%Y} (giờ Việt Nam)",
    "en": "{at.day} {at:%B %Y, %H:%M} (Viet Nam time)",
}
NOBODY_ASKS: Final = {
    "vi": "Minh Danh không bao giờ hỏi mật khẩu hay mã của bạn qua thư hoặc điện thoại.",
    "en": "Minh Danh never asks for your password or codes by mail or phone.",
}

PROVIDER: Final = Words(
    "Minh Danh: {number}",
    "Lúc {when}, một người dùng dịch vụ qua quý tổ chức đã báo mất hoặc báo lộ phương tiện xác "
    "thực (hồ sơ {number}). Phiên và mã truy cập cấp cho người này đã bị hủy. Đề nghị kiểm tra các "
    "giao dịch gần đây của:\n\n{subs}\n\n—\n\nAt {when_en} a person who uses services through "
    "you reported the loss or misuse of a means of authentication (case {number}). Their sessions "
    "and tokens were ended. Please look at recent transactions of:\n\n{subs}",
    "Minh Danh",
)
"""To a licensed provider, in both languages; `subs` names client and pairwise subject."""
