"""Sharing in a strict workspace: to whom a permission opens a file, and for how long."""

from __future__ import annotations

from typing import Any

import pytest
import requests

from .conftest import control, signed_in

FILES = "https://www.googleapis.com/drive/v3/files"
ANNA = "anna@example.org"
START = "2026-09-01T08:00:00Z"


@pytest.fixture
def school(session: requests.Session) -> dict[str, str]:
    """The owner of the file `plan` in a strict workspace whose clock stands."""
    control(session, "clock", {"now": START})
    found = signed_in(session, "school@example.org")
    control(session, "strict", {"strict": True})
    assert session.post(FILES, json={"id": "plan", "name": "План"}, headers=found).status_code == 200
    return found


def share(session: requests.Session, owner: dict[str, str], **body: Any) -> requests.Response:
    return session.post(f"{FILES}/plan/permissions", params={"fields": "*"}, json=body, headers=owner)


@pytest.mark.parametrize(
    ("account", "permission"),
    [
        (ANNA, {"type": "user", "emailAddress": "Anna@Example.org"}),
        ("Anna@EXAMPLE.org", {"type": "user", "emailAddress": ANNA}),
        (ANNA, {"type": "group", "emailAddress": "ANNA@example.org"}),
        (ANNA, {"type": "domain", "domain": "Example.ORG"}),
        (ANNA, {"type": "anyone"}),
    ],
)
def test_an_address_is_the_same_in_any_case(
    session: requests.Session, school: dict[str, str], account: str, permission: dict[str, Any]
) -> None:
    anna = signed_in(session, account)
    assert session.get(f"{FILES}/plan", headers=anna).status_code == 404
    assert share(session, school, role="reader", **permission).status_code == 200
    assert session.get(f"{FILES}/plan", headers=anna).status_code == 200
    assert session.patch(f"{FILES}/plan", json={"name": "x"}, headers=anna).status_code == 403


def test_another_domain_stays_outside(session: requests.Session, school: dict[str, str]) -> None:
    assert share(session, school, role="reader", type="domain", domain="example.net").status_code == 200
    assert session.get(f"{FILES}/plan", headers=signed_in(session, ANNA)).status_code == 404


def test_a_permission_runs_out(session: requests.Session, school: dict[str, str]) -> None:
    anna = signed_in(session, ANNA)
    shared = share(session, school, role="writer", type="user", emailAddress=ANNA,
                   expirationTime="2026-09-01T11:30:00+03:00")  # fmt: skip
    assert shared.json()["expirationTime"] == "2026-09-01T08:30:00.000Z"
    seen = []
    for moment in ("2026-09-01T08:29:59Z", "2026-09-01T08:30:00Z"):
        control(session, "clock", {"now": moment})
        listed = session.get(f"{FILES}/plan/permissions", headers=school).json()["permissions"]
        one = session.get(f"{FILES}/plan/permissions/{shared.json()['id']}", headers=school)
        found = session.get(FILES, params={"q": "name = 'План'"}, headers=anna).json()["files"]
        opened = session.patch(f"{FILES}/plan", json={"starred": True}, headers=anna)
        seen.append((len(listed), one.status_code, len(found), opened.status_code))
    assert seen == [(2, 200, 1, 200), (1, 404, 0, 404)]


@pytest.mark.parametrize(
    ("until", "permission", "status", "reason"),
    [
        ("2026-09-01T08:00:01Z", {"type": "user", "emailAddress": ANNA}, 200, ""),
        (START, {"type": "user", "emailAddress": ANNA}, 403, "expirationDatesMustBeInTheFuture"),
        ("2028-09-01T08:00:00Z", {"type": "user", "emailAddress": ANNA}, 403, "cannotSetExpiration"),
        ("2026-10-01T08:00:00Z", {"type": "anyone"}, 403, "cannotSetExpirationOnAnyoneOrDomain"),
        ("tomorrow", {"type": "user", "emailAddress": ANNA}, 400, "invalid"),
        ("9999-12-31T23:59:59-12:00", {"type": "user", "emailAddress": ANNA}, 400, "invalid"),
    ],
)
def test_the_ends_that_a_permission_may_have(
    session: requests.Session,
    school: dict[str, str],
    until: str,
    permission: dict[str, Any],
    status: int,
    reason: str,
) -> None:
    answer = share(session, school, role="reader", expirationTime=until, **permission)
    error = answer.json().get("error", {"errors": [{"reason": ""}]})
    assert (answer.status_code, error["errors"][0]["reason"]) == (status, reason)


def test_changes_tell_of_files_that_the_caller_sees(
    session: requests.Session, school: dict[str, str]
) -> None:
    anna = signed_in(session, ANNA)

    def changed() -> list[str]:
        answer = session.get(f"{FILES[:-6]}/changes", params={"pageToken": "1"}, headers=anna).json()
        return [change["fileId"] for change in answer["changes"]]

    assert changed() == []
    share(session, school, type="user", role="reader", emailAddress=ANNA)
    assert changed() == ["plan"]


def shelved(session: requests.Session, owner: dict[str, str], **body: Any) -> str:
    """A folder with one file inside of another, and the inner file's id."""
    folder = "application/vnd.google-apps.folder"
    for file_id, parent in (("outer", "root"), ("inner", "outer")):
        made = {"id": file_id, "name": file_id, "mimeType": folder, "parents": [parent], **body}
        assert session.post(FILES, json=made, headers=owner).status_code == 200
    file = {"id": "deep", "name": "deep", "parents": ["inner"]}
    assert session.post(FILES, json=file, headers=owner).status_code == 200
    return f"{FILES}/deep"


@pytest.mark.parametrize(("role", "status"), [("reader", 403), ("commenter", 403), ("writer", 200)])
def test_a_role_on_a_folder_holds_for_what_lies_inside(
    session: requests.Session, school: dict[str, str], role: str, status: int
) -> None:
    anna, deep = signed_in(session, ANNA), shelved(session, school)
    assert session.get(deep, headers=anna).status_code == 404
    shared = {"type": "user", "role": role, "emailAddress": ANNA}
    session.post(f"{FILES}/outer/permissions", json=shared, headers=school).raise_for_status()
    assert session.get(deep, headers=anna).status_code == 200
    assert session.patch(deep, json={"name": "x"}, headers=anna).status_code == status
    listed = session.get(FILES, params={"orderBy": "name", "fields": "files/id"}, headers=anna).json()
    assert {file["id"] for file in listed["files"]} == {"outer", "inner", "deep"}
    made = session.post(FILES, json={"name": "mine", "parents": ["inner"]}, headers=anna)
    assert made.status_code == status
    if status == 403:
        assert made.json()["error"]["errors"][0]["reason"] == "insufficientParentPermissions"
    else:
        hers = f"{FILES}/{made.json()['id']}"
        assert session.get(hers, headers=school, params={"fields": "capabilities/canEdit"}).json() == {
            "capabilities": {"canEdit": True}
        }
        assert session.delete(hers, headers=school).status_code == 403


def test_a_folder_is_deleted_with_what_its_owner_owns_in_it(
    session: requests.Session, school: dict[str, str]
) -> None:
    anna, deep = signed_in(session, ANNA), shelved(session, school)
    shared = {"type": "user", "role": "writer", "emailAddress": ANNA}
    session.post(f"{FILES}/outer/permissions", json=shared, headers=school).raise_for_status()
    hers = {"id": "hers", "name": "hers", "parents": ["inner"]}
    session.post(FILES, json=hers, headers=anna).raise_for_status()
    assert session.delete(f"{FILES}/outer", headers=school).status_code == 204
    assert session.get(deep, headers=school).status_code == 404
    left = session.get(f"{FILES}/hers", params={"fields": "parents"}, headers=anna)
    assert (left.status_code, left.json()) == (200, {"parents": ["inner"]})


def test_what_a_role_of_a_folder_gives_is_told(session: requests.Session, school: dict[str, str]) -> None:
    anna, deep = signed_in(session, ANNA), shelved(session, school)
    asked = {"fields": "shared,capabilities/canComment"}
    own = {"capabilities": {"canComment": True}}
    assert session.get(deep, params=asked, headers=school).json() == {"shared": False, **own}
    for role, may in (("reader", False), ("commenter", True), ("writer", True)):
        shared = {"type": "user", "role": role, "emailAddress": ANNA}
        session.post(f"{FILES}/outer/permissions", json=shared, headers=school).raise_for_status()
        seen = session.get(deep, params=asked, headers=anna).json()
        assert seen == {"shared": True, "capabilities": {"canComment": may}}
        assert session.get(deep, params=asked, headers=school).json() == {"shared": True, **own}


def test_a_folder_may_keep_its_inside_to_itself(session: requests.Session, school: dict[str, str]) -> None:
    anna, deep = signed_in(session, ANNA), shelved(session, school, inheritedPermissionsDisabled=True)
    shared = {"type": "user", "role": "reader", "emailAddress": ANNA}
    session.post(f"{FILES}/outer/permissions", json=shared, headers=school).raise_for_status()
    assert session.get(deep, headers=anna).status_code == 404
    listed = session.get(FILES, params={"fields": "files/id"}, headers=anna).json()
    assert listed == {"files": [{"id": "outer"}]}


def test_who_may_not_share_is_not_told_with_whom_a_file_is_shared(
    session: requests.Session, school: dict[str, str]
) -> None:
    anna = signed_in(session, ANNA)
    for role, status, told in (("reader", 403, False), ("writer", 200, True)):
        share(session, school, type="user", role=role, emailAddress=ANNA)
        assert session.get(f"{FILES}/plan/permissions", headers=anna).status_code == status
        file = session.get(f"{FILES}/plan", params={"fields": "*"}, headers=anna).json()
        assert ("permissions" in file, "permissionIds" in file, file["shared"]) == (told, told, True)


def test_a_form_is_edited_and_its_answers_read_by_editors(
    session: requests.Session, school: dict[str, str]
) -> None:
    anna, forms = signed_in(session, ANNA), "https://forms.googleapis.com/v1/forms"
    form = session.post(forms, json={"info": {"title": "Опрос"}}, headers=school).json()["formId"]
    edit = {"requests": [{"updateFormInfo": {"info": {"title": "x"}, "updateMask": "title"}}]}
    state = {"publishSettings": {"publishState": {"isPublished": True, "isAcceptingResponses": True}}}
    for role, status in (("reader", 403), ("writer", 200)):
        shared = {"type": "user", "role": role, "emailAddress": ANNA}
        session.post(f"{FILES}/{form}/permissions", json=shared, headers=school).raise_for_status()
        answers = [
            session.post(f"{forms}/{form}:batchUpdate", json=edit, headers=anna),
            session.post(f"{forms}/{form}:setPublishSettings", json=state, headers=anna),
            session.get(f"{forms}/{form}/responses", headers=anna),
        ]
        assert [answer.status_code for answer in answers] == [status] * 3


def test_a_writer_does_not_make_himself_the_owner(session: requests.Session, school: dict[str, str]) -> None:
    held = share(session, school, role="writer", type="user", emailAddress=ANNA).json()["id"]
    anna = signed_in(session, ANNA)
    address = f"{FILES}/plan/permissions/{held}"
    for wish in ({"role": "writer", "pendingOwner": True}, {"role": "owner"}):
        assert session.patch(address, json=wish, headers=anna).status_code == 403
    offered = {"role": "writer", "pendingOwner": True}
    assert session.patch(address, json=offered, headers=school).status_code == 200
    assert session.patch(address, json={"role": "owner"}, headers=anna).status_code == 200
    owners = session.get(f"{FILES}/plan", params={"fields": "owners"}, headers=anna).json()["owners"]
    assert [owner["emailAddress"] for owner in owners] == [ANNA]


def test_writers_share_only_where_the_owner_lets_them(
    session: requests.Session, school: dict[str, str]
) -> None:
    share(session, school, role="writer", type="user", emailAddress=ANNA)
    anna = signed_in(session, ANNA)
    seen = []
    for lets in (False, True):
        session.patch(f"{FILES}/plan", json={"writersCanShare": lets}, headers=school).raise_for_status()
        rights = session.get(f"{FILES}/plan", params={"fields": "capabilities"}, headers=anna).json()
        tried = share(session, anna, role="reader", type="anyone").status_code
        seen.append((rights["capabilities"]["canShare"], tried))
    assert seen == [(False, 403), (True, 200)]


def test_remarks_are_their_authors_and_the_editors(session: requests.Session, school: dict[str, str]) -> None:
    share(session, school, role="commenter", type="user", emailAddress=ANNA)
    share(session, school, role="reader", type="user", emailAddress="boris@example.org")
    anna, boris = signed_in(session, ANNA), signed_in(session, "boris@example.org")
    address = f"{FILES}/plan/comments"

    def remark(author: dict[str, str]) -> requests.Response:
        return session.post(address, params={"fields": "id"}, json={"content": "Верно?"}, headers=author)

    made = [remark(author) for author in (school, anna, anna, boris)]
    assert [answer.status_code for answer in made] == [200, 200, 200, 403]
    of_school, of_anna, second = (answer.json()["id"] for answer in made[:3])
    deleted = [
        session.delete(f"{address}/{name}", headers=who).status_code
        for name, who in ((of_school, anna), (of_anna, anna), (second, school), ("AAAA" + "9" * 5000, anna))
    ]
    assert deleted == [403, 204, 204, 404]
    assert session.delete(f"{FILES}/plan", headers=school).status_code == 204
    assert session.post(FILES, json={"id": "plan", "name": "Другой"}, headers=school).status_code == 200
    assert session.get(address, params={"fields": "*"}, headers=school).json()["comments"] == []
