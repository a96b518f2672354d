"""What is left of an HTML letter before it is shown: a table of what letters try."""

from __future__ import annotations

import pytest

from workspace_emulator.web.letter_html import shown

OPEN = ' target="_blank" rel="noopener noreferrer"'


def body(source: str) -> str:
    found = shown([source], {"logo": "data:image/png;base64,AAAA"}, lambda address: address).document
    return found.partition("<body>")[2].removesuffix("</body></html>")


@pytest.mark.parametrize(
    ("source", "left"),
    [
        ("<p>Добрый <b>день</b></p>", "<p>Добрый <b>день</b></p>"),
        (
            '<td style="color:red" align=center>1<br/>2</td>',
            '<td style="color:red" align="center">1<br>2</td>',
        ),
        ("1 &lt; 2 &amp; 3", "1 &lt; 2 &amp; 3"),
        ("<style>p{color:red}</style>", "<style>p{color:red}</style>"),
        (
            '<a href="https://example.org/?a=1&amp;b=2">да</a>',
            f'<a href="https://example.org/?a=1&amp;b=2"{OPEN}>да</a>',
        ),
        ('<a href="mailto:anna@example.org">да</a>', f'<a href="mailto:anna@example.org"{OPEN}>да</a>'),
        ('<img src="cid:logo" alt="герб">', '<img src="data:image/png;base64,AAAA" alt="герб">'),
        ('<img src="data:image/gif;base64,AAAA">', '<img src="data:image/gif;base64,AAAA">'),
        (
            '<body bgcolor=#111 text=white style="color:#eee" onload=x background="https://evil.example.org">да',
            '<body bgcolor="#111" text="white" style="color:#eee">да',
        ),
        ("<embed src=x>да", "да"),
        ("<select><option>1<p>да", "1<p>да"),
        ("1<video><p>да</p></video>\n<object><p>да", "1\n<p>да"),
        ("<style>q:before{content:'\\201C'}</style>", "<style>q:before{content:'\\201C'}</style>"),
        (f"<td>{'в' * 41}", f"<td>{'в' * 20}<wbr>{'в' * 20}<wbr>в"),
        (f"<td>{'<' * 39}", f"<td>{'&lt;' * 39}"),
        ("<p>1<svg width=1/><p>2<math/><p>3", "<p>1<p>2<p>3"),
        ("<p><style>p{color:red}", "<p><style>p{color:red}</style>"),
    ],
)
def test_what_letters_need_stays(source: str, left: str) -> None:
    assert body(source) == left


@pytest.mark.parametrize(
    ("source", "left"),
    [
        ("<script>alert(1)</script>да", "да"),
        ("<SCRIPT/x>alert(1)</SCRIPT >да", "да"),
        ("<script>alert(1)", ""),
        ("да<svg><script>alert(1)</script><p onload=x></svg>", "да"),
        ("<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>", ""),
        ('<iframe srcdoc="<script>1</script>"></iframe><object data=x></object><embed src=x>', ""),
        ("<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>", ""),
        ('<p onclick="alert(1)" formaction=x>да</p>', "<p>да</p>"),
        ('<a href="javascript:alert(1)">да</a>', "<a>да</a>"),
        ('<a href=" JaVaScRiPt&#58;alert(1)">да</a>', "<a>да</a>"),
        ('<a href="data:text/html,<script>1</script>">да</a>', "<a>да</a>"),
        ('<img src=x onerror="alert(1)">', ""),
        ('<img src="data:image/svg+xml;base64,AAAA" alt="герб">', "[герб]"),
        ('<img src="https://evil.example.org/x.png" alt="<b>">', "[&lt;b&gt;]"),
        ("<style>p{} </style><script>alert(1)</script>", "<style>p{} </style>"),
        ("<style>@import 'https://evil.example.org'; p{background:url(https://evil.example.org)}</style>",
         "<style>none 'https://evil.example.org'; p{background:nonehttps://evil.example.org)}</style>"),
        ('<p style="background:URL (https://evil.example.org)">да</p>',
         '<p style="background:nonehttps://evil.example.org)">да</p>'),
        ("<style>@\\69mport 'https://evil.example.org'</style>",
         "<style>none 'https://evil.example.org'</style>"),
        ("<style>p{background:u\\00072 l(https://evil.example.org)}</style>",
         "<style>p{background:nonehttps://evil.example.org)}</style>"),
        ("<style>@\\\\69mport 'x'; p{background:u\\\\rl(x)}</style>",
         "<style>@69mport 'x'; p{background:nonex)}</style>"),
        ("<style>p{background:-webkit-image-set('https://evil.example.org' 1x)}</style>",
         "<style>p{background:-webkit-none'https://evil.example.org' 1x)}</style>"),
        ("<style>@\\69mport 'x'; p{content:'\\3c/style>\\3cp onload=x>'}</style>да", "<style></style>да"),
        ('<p style="background:u\\72l(https://evil.example.org);content:\\d800">да</p>',
         '<p style="background:nonehttps://evil.example.org);content:\N{REPLACEMENT CHARACTER}">да</p>'),
        ('<form action="https://evil.example.org"><input name=a><button>да</button></form>', "да"),
        ('<meta http-equiv="refresh" content="0;url=https://evil.example.org"><base href="//evil">', ""),
        ("<!--[if mso]><script>alert(1)</script><![endif]-->да", "да"),
        ("<textarea><img src=x onerror=alert(1)></textarea>", ""),
        ('<p title="&quot; onclick=1 x=&quot;">да</p>', '<p title="&quot; onclick=1 x=&quot;">да</p>'),
    ],
)  # fmt: skip
def test_what_runs_loads_or_sends_goes(source: str, left: str) -> None:
    assert body(source) == left


def test_pictures_of_other_sites_are_counted() -> None:
    source = '<img src="https://a.example.org/1"><img src="//b.example.org/2"><img src="cid:none"><img>'
    assert shown([source], {}, lambda address: address).blocked == 2


def test_what_one_body_leaves_open_harms_no_other() -> None:
    found = shown(["<title>да", "<p>нет</p>"], {}, lambda address: address)
    assert found.document.endswith("<body><p>нет</p></body></html>")


def test_it_is_told_which_of_the_letter_s_own_pictures_are_shown() -> None:
    inline = {"a@x": "data:image/png;base64,AAAA", "b": "data:image/png;base64,AAAA"}
    assert shown(['<img src="CID:a%40x"><img src="cid:none">'], inline, str).used == {"a@x"}
