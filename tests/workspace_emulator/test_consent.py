"""The installed-app flow from the consent page to the tokens, with Google's own library and a browser of
`requests`; seven-day tokens, revocation, questions about tokens, service accounts over a port."""

from __future__ import annotations

import base64
import hashlib
import re
import threading
import webbrowser
from collections.abc import Iterator
from urllib.parse import parse_qs, parse_qsl, urlsplit

import google.auth.transport.requests as transport
import pytest
import requests
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from google.auth.exceptions import RefreshError
from google.oauth2 import credentials, service_account
from google_auth_oauthlib.flow import InstalledAppFlow

from workspace_emulator.adapter import RewriteAdapter
from workspace_emulator.google import Workspace
from workspace_emulator.server import running

from .conftest import TOKEN, control

AUTH = "https://accounts.google.com/o/oauth2/v2/auth"
REVOKE = "https://oauth2.googleapis.com/revoke"
INFO = "https://oauth2.googleapis.com/tokeninfo"
ABOUT = "https://www.googleapis.com/drive/v3/about?fields=user/emailAddress"
SCOPE = "https://www.googleapis.com/auth/"
BACK = "http://localhost:54321/"
CLIENT = {"client_id": "starosta", "client_secret": "s3cret", "name": "Староста"}


class Browser(webbrowser.BaseBrowser):
    """A person who opens the page, chooses an account and presses a button."""

    def __init__(self, account: str = "", decision: str = "allow", without: str = "", base: str = "") -> None:
        super().__init__("requests")
        self.account, self.decision, self.without, self.base = account, decision, without, base
        self.thread: threading.Thread | None = None

    def open(self, url: str, new: int = 0, autoraise: bool = True) -> bool:
        """As a browser does: on its own, while the program waits for the answer."""
        with requests.Session() as session:
            session.mount("https://", RewriteAdapter(self.base))
            back = self.answer(session, url).headers["Location"]
        self.thread = threading.Thread(target=requests.get, args=(back,), kwargs={"timeout": 60})
        self.thread.start()
        return True

    def answer(self, session: requests.Session, url: str) -> requests.Response:
        """The redirect that the page's answer gives."""
        page = session.get(url)
        assert page.status_code == 200, page.text
        fields = [("ticket", found(r'name="ticket" value="([^"]+)"', page.text)[0])]
        offered = found(r'type="radio" name="account" value="([^"]+)"', page.text)
        fields.append(("account", self.account or offered[0]))
        scopes = found(r'name="scope" value="([^"]+)"', page.text)
        fields += [("scope", scope) for scope in scopes if scope != self.without]
        fields.append(("decision", self.decision))
        (action,) = found(r'action="([^"]+)"', page.text)
        parts = urlsplit(url)
        return session.post(f"{parts.scheme}://{parts.netloc}{action}", data=fields, allow_redirects=False)


def found(pattern: str, text: str) -> list[str]:
    return re.findall(pattern, text)


def asked(session: requests.Session, **more: str) -> str:
    """The address of a consent page."""
    params = {"client_id": "starosta", "redirect_uri": BACK, "response_type": "code", "state": "s1",
              "scope": f"{SCOPE}drive.file {SCOPE}gmail.send", **more}  # fmt: skip
    prepared = session.prepare_request(
        requests.Request("GET", AUTH, params={k: v for k, v in params.items() if v})
    )
    return str(prepared.url)


def code_of(session: requests.Session, **more: str) -> str:
    back = Browser().answer(session, asked(session, **more))
    return parse_qs(urlsplit(back.headers["Location"]).query)["code"][0]


def redeem(session: requests.Session, code: str, **more: str) -> requests.Response:
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": BACK, "client_id": "starosta",
            "client_secret": "s3cret", **more}  # fmt: skip
    return session.post(TOKEN, data=form)


@pytest.fixture
def base(workspace: Workspace) -> Iterator[str]:
    """The base URL of a workspace behind a port."""
    with running(workspace) as url:
        yield url


@pytest.fixture
def flow(base: str) -> InstalledAppFlow:
    """Google's own flow over the port, with PKCE as it does by default."""
    config = {"installed": {"client_id": "starosta", "client_secret": "s3cret", "token_uri": TOKEN,
                            "auth_uri": AUTH, "redirect_uris": ["http://localhost"]}}  # fmt: skip
    made = InstalledAppFlow.from_client_config(config, [f"{SCOPE}drive.file", f"{SCOPE}gmail.send"])
    made.oauth2session.mount("https://", RewriteAdapter(base))
    return made


def test_installed_app_signs_in(base: str, flow: InstalledAppFlow, session: requests.Session) -> None:
    control(session, "clients", CLIENT)
    control(session, "tokens", {"refresh_token": "1//x", "account": "anna@example.org"})
    browser = Browser("anna@example.org", base=base)
    webbrowser.register("requests-browser", None, browser)
    signed_in = flow.run_local_server(port=0, browser="requests-browser", authorization_prompt_message=None)
    assert browser.thread is not None
    browser.thread.join()
    assert (signed_in.client_id, signed_in.granted_scopes) == (
        "starosta", [f"{SCOPE}drive.file", f"{SCOPE}gmail.send"],
    )  # fmt: skip
    control(session, "strict", {"strict": True})
    headers = {"Authorization": f"Bearer {signed_in.token}"}
    assert session.get(ABOUT, headers=headers).json() == {"user": {"emailAddress": "anna@example.org"}}
    again = credentials.Credentials(  # type: ignore[no-untyped-call]
        None, refresh_token=signed_in.refresh_token, token_uri=f"{base}/token", client_id="starosta",
        client_secret="s3cret",
    )  # fmt: skip
    again.refresh(transport.Request())  # type: ignore[no-untyped-call]
    assert again.token != signed_in.token
    assert session.get(ABOUT, headers={"Authorization": f"Bearer {again.token}"}).status_code == 200


def test_the_token_answer(session: requests.Session) -> None:
    answer = redeem(session, code_of(session)).json()
    assert answer == {
        "access_token": answer["access_token"],
        "expires_in": 3599,
        "scope": f"{SCOPE}drive.file {SCOPE}gmail.send",
        "token_type": "Bearer",
        "refresh_token": answer["refresh_token"],
    }
    assert answer["refresh_token"].startswith("1//")


@pytest.mark.parametrize(
    ("language", "texts"),
    [
        (
            "ru",
            ["Программа просит доступ к вашему аккаунту", "Отправлять письма от вашего имени", "Отказать"],
        ),
        ("en", ["A program asks for access to your account", "Send email on your behalf", "Deny"]),
    ],
)
def test_the_page(session: requests.Session, language: str, texts: list[str]) -> None:
    control(session, "clients", {**CLIENT, "name": "<b>Староста</b>"})
    url = asked(session, scope=f"{SCOPE}gmail.send {SCOPE}unknown.one")
    page = session.get(url, headers={"Accept-Language": language})
    assert [text for text in texts if text not in page.text] == []
    assert "&lt;b&gt;Староста&lt;/b&gt;" in page.text
    assert f"{SCOPE}unknown.one</span>" in page.text
    policy = page.headers["Content-Security-Policy"]
    assert "form-action 'self' http://localhost:54321;" in policy
    assert "default-src 'none'" in policy


def test_accounts_of_the_store_are_offered(session: requests.Session) -> None:
    file = {"id": "1a", "name": "a", "mimeType": "text/plain", "owner": "boris@example.org"}
    control(session, "files", file)
    control(session, "files", {**file, "id": "1b", "owner": "robot@project.iam.gserviceaccount.com"})
    control(session, "tokens", {"refresh_token": "1//x", "account": "anna@example.org"})
    page = session.get(asked(session, login_hint="boris@example.org")).text
    assert found(r'name="account" value="([^"]+)"', page) == [
        "school@example.org", "anna@example.org", "boris@example.org",
    ]  # fmt: skip
    assert found(r'value="([^"]+)" checked> <span>[^<]+@', page) == ["boris@example.org"]


@pytest.mark.parametrize(
    ("person", "answer"),
    [
        (Browser(decision="deny"), {"state": "s1", "error": "access_denied"}),
        (Browser(account="nobody@example.org"), {"state": "s1", "error": "access_denied"}),
    ],
)
def test_denied(session: requests.Session, person: Browser, answer: dict[str, str]) -> None:
    back = person.answer(session, asked(session))
    assert back.status_code == 303
    assert dict(parse_qsl(urlsplit(back.headers["Location"]).query)) == answer


def test_less_than_was_asked_can_be_allowed(session: requests.Session) -> None:
    back = Browser(without=f"{SCOPE}gmail.send").answer(session, asked(session))
    code = parse_qs(urlsplit(back.headers["Location"]).query)["code"][0]
    assert redeem(session, code).json()["scope"] == f"{SCOPE}drive.file"


def test_a_page_is_answered_once(session: requests.Session) -> None:
    fields = {"ticket": found(r'name="ticket" value="([^"]+)"', session.get(asked(session)).text)[0],
              "decision": "deny"}  # fmt: skip
    statuses = [session.post(AUTH, data=fields, allow_redirects=False).status_code for _ in range(2)]
    assert statuses == [303, 400]
    again = session.post(AUTH, data={"decision": "allow"}, allow_redirects=False)
    assert (again.status_code, "На этот вопрос уже ответили." in again.text) == (400, True)
    assert "составлен неверно" not in again.text


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"client_id": ""}, "invalid_request"),
        ({"redirect_uri": ""}, "invalid_request"),
        ({"scope": ""}, "invalid_request"),
        ({"redirect_uri": "https://example.org/"}, "redirect_uri_mismatch"),
        ({"redirect_uri": "http://localhost.example.org/"}, "redirect_uri_mismatch"),
        ({"redirect_uri": "http://127.0.0.1@example.org/"}, "redirect_uri_mismatch"),
        ({"redirect_uri": "http://127.0.0.1:1\\@example.org/"}, "redirect_uri_mismatch"),
        ({"redirect_uri": "urn:ietf:wg:oauth:2.0:oob"}, "redirect_uri_mismatch"),
        ({"redirect_uri": "javascript:alert(1)"}, "redirect_uri_mismatch"),
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"code_challenge": "x", "code_challenge_method": "MD5"}, "invalid_request"),
    ],
)
def test_requests_that_lead_nowhere(session: requests.Session, more: dict[str, str], error: str) -> None:
    answer = session.get(asked(session, **more), allow_redirects=False)
    assert answer.status_code == 400
    assert f"400: {error}." in answer.text


VERIFIER = "v" * 64
S256 = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()


@pytest.mark.parametrize(
    ("challenge", "method", "verifier", "status"),
    [
        (S256, "S256", VERIFIER, 200),
        (VERIFIER, "plain", VERIFIER, 200),
        (VERIFIER, "", VERIFIER, 200),
        (S256, "S256", "w" * 64, 400),
        (S256, "S256", "", 400),
        (S256, "plain", VERIFIER, 400),
    ],
)
def test_pkce(session: requests.Session, challenge: str, method: str, verifier: str, status: int) -> None:
    code = code_of(session, code_challenge=challenge, code_challenge_method=method)
    answer = redeem(session, code, code_verifier=verifier)
    assert answer.status_code == status
    if status == 400:
        assert answer.json()["error"] == "invalid_grant"


@pytest.mark.parametrize(
    ("more", "status", "error"),
    [
        ({"code": "4/nope"}, 400, "invalid_grant"),
        ({"code": ""}, 400, "invalid_request"),
        ({"redirect_uri": "http://localhost:1/"}, 400, "redirect_uri_mismatch"),
        ({"client_id": "other", "client_secret": "o"}, 401, "unauthorized_client"),
        ({"client_id": ""}, 401, "invalid_client"),
        ({"client_id": "unknown"}, 401, "invalid_client"),
        ({"client_secret": "wrong"}, 401, "invalid_client"),
    ],
)
def test_codes_refused(session: requests.Session, more: dict[str, str], status: int, error: str) -> None:
    control(session, "clients", CLIENT)
    control(session, "clients", {"client_id": "other", "client_secret": "o"})
    code = code_of(session)
    answer = redeem(session, **{"code": code, **more})
    assert (answer.status_code, answer.json()["error"]) == (status, error)
    assert redeem(session, code).status_code == 200
    refused = {"error": "invalid_grant", "error_description": "Bad Request"}
    assert redeem(session, code).json() == refused


def test_a_code_lives_ten_minutes(session: requests.Session) -> None:
    control(session, "clock", {"now": "2026-09-01T08:00:00Z"})
    code = code_of(session)
    control(session, "clock", {"now": "2026-09-01T08:10:00Z"})
    assert redeem(session, code).json()["error"] == "invalid_grant"


def test_unknown_client_cannot_ask(session: requests.Session) -> None:
    control(session, "clients", CLIENT)
    answer = session.get(asked(session, client_id="unknown"))
    assert (answer.status_code, "401: invalid_client." in answer.text) == (401, True)


def test_refresh_token_of_another_client(session: requests.Session) -> None:
    control(session, "clients", CLIENT)
    control(session, "clients", {"client_id": "other", "client_secret": "o"})
    refresh = redeem(session, code_of(session)).json()["refresh_token"]
    form = {"grant_type": "refresh_token", "refresh_token": refresh}
    answer = session.post(TOKEN, data=form, auth=("other", "o"))
    assert (answer.status_code, answer.json()["error"]) == (401, "unauthorized_client")
    assert session.post(TOKEN, data=form, auth=("starosta", "s3cret")).status_code == 200


def test_tokens_of_an_app_in_testing_die_after_seven_days(session: requests.Session) -> None:
    control(session, "clock", {"now": "2026-09-01T08:00:00.000900Z"})
    control(session, "settings", {"testing_app": True})
    given = redeem(session, code_of(session)).json()
    assert given["refresh_token_expires_in"] == 604799
    form = {"grant_type": "refresh_token", "refresh_token": given["refresh_token"], "client_id": "starosta"}
    control(session, "clock", {"now": "2026-09-07T08:00:00Z"})
    assert session.post(TOKEN, data=form).json()["refresh_token_expires_in"] == 86399
    control(session, "clock", {"now": "2026-09-08T07:59:59Z"})
    answer = session.post(TOKEN, data=form)
    assert (answer.status_code, answer.json()) == (
        400, {"error": "invalid_grant", "error_description": "Token has been expired or revoked."},
    )  # fmt: skip
    kept = credentials.Credentials(  # type: ignore[no-untyped-call]
        None, refresh_token=given["refresh_token"], token_uri=TOKEN, client_id="starosta", client_secret="s"
    )
    with pytest.raises(RefreshError, match="expired or revoked"):
        kept.refresh(transport.Request(session))  # type: ignore[no-untyped-call]


def test_tokens_of_a_published_app_live_on(session: requests.Session) -> None:
    control(session, "clock", {"now": "2026-09-01T08:00:00Z"})
    given = redeem(session, code_of(session)).json()
    control(session, "clock", {"now": "2027-06-01T08:00:00Z"})
    form = {"grant_type": "refresh_token", "refresh_token": given["refresh_token"], "client_id": "starosta"}
    assert session.post(TOKEN, data=form).status_code == 200


@pytest.mark.parametrize("which", ["access_token", "refresh_token"])
def test_revoked_tokens(door: requests.Session, which: str) -> None:
    given = redeem(door, code_of(door)).json()
    answers = [door.post(REVOKE, data={"token": given[which]}) for _ in range(2)]
    assert [(answer.status_code, answer.json()) for answer in answers] == [
        (200, {}),
        (400, {"error": "invalid_token", "error_description": "Token expired or revoked"}),
    ]
    headers = {"Authorization": f"Bearer {given['access_token']}"}
    assert door.get(ABOUT, headers=headers).status_code == 401
    form = {"grant_type": "refresh_token", "refresh_token": given["refresh_token"], "client_id": "starosta"}
    assert door.post(TOKEN, data=form).json()["error"] == "invalid_grant"


def test_questions_about_a_token(session: requests.Session) -> None:
    control(session, "clock", {"now": "2026-09-01T08:00:00Z"})
    token = redeem(session, code_of(session)).json()["access_token"]
    told = session.get(INFO, params={"access_token": token}).json()
    assert told == {
        "azp": "starosta",
        "aud": "starosta",
        "sub": told["sub"],
        "scope": f"{SCOPE}drive.file {SCOPE}gmail.send",
        "exp": "1788253199",
        "expires_in": "3599",
        "email": "school@example.org",
        "email_verified": "true",
        "access_type": "offline",
    }
    headers = {"Authorization": f"Bearer {token}"}
    user = session.get("https://www.googleapis.com/oauth2/v3/userinfo", headers=headers).json()
    assert (user["email"], user["sub"]) == ("school@example.org", told["sub"])
    control(session, "clock", {"now": "2026-09-01T09:00:00Z"})
    gone = session.get("https://www.googleapis.com/oauth2/v3/tokeninfo", params={"access_token": token})
    assert (gone.status_code, gone.json()["error"]) == (400, "invalid_token")
    assert session.get("https://www.googleapis.com/oauth2/v3/userinfo", headers=headers).status_code == 401


def test_service_account_over_a_port(base: str) -> None:
    key = rsa.generate_private_key(65537, 2048)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    robot = "robot@project.iam.gserviceaccount.com"
    info = {"client_email": robot, "token_uri": f"{base}/token", "private_key": pem, "private_key_id": "1"}
    scopes = [f"{SCOPE}spreadsheets"]
    found_ = service_account.Credentials.from_service_account_info(info, scopes=scopes)  # type: ignore[no-untyped-call]
    found_.refresh(transport.Request())
    requests.post(f"{base}/_control/strict", json={"strict": True}, timeout=60).raise_for_status()
    headers = {"Authorization": f"Bearer {found_.token}"}
    made = requests.post(f"{base}/v4/spreadsheets", json={}, headers=headers, timeout=60)
    mail = requests.get(f"{base}/gmail/v1/users/me/profile", headers=headers, timeout=60)
    assert (made.status_code, mail.status_code) == (200, 403)
