import { mailLanguage, writeDigestMail, writeNoticeMail } from "@/lib/notifications/core/mail-words";

const places = { open: "https://perin.example/links", stop: "https://perin.example/unsubscribe/x", settings: "https://perin.example/settings/notifications" };

test.each([
  ["en-GB", "en"],
  ["de-AT", "de"],
  ["he", "he"],
  ["iw-IL", "he"],
  ["fr", "en"],
] as const)("a reader of %s is written to in %s", (locale, language) => expect(mailLanguage(locale)).toBe(language));

test("a Hebrew mail runs from right to left, and what others wrote finds its own direction", () => {
  const { html, text } = writeNoticeMail({ title: "Vera booked", body: "Tuesday" }, "he", places);
  expect(html).toContain('<html lang="he" dir="rtl">');
  expect(html).toContain('<strong dir="auto">Vera booked</strong>');
  expect(text).toContain("https://perin.example/unsubscribe/x");
  expect(writeNoticeMail({ title: "x", body: "" }, "de", places).html).toContain('lang="de" dir="ltr"');
});

test("outsiders' words are text: no markup of theirs, and a subject of one line", () => {
  const nasty = { title: 'Vera\r\nBcc: evil@example.com <img src=x onerror="alert(1)">', body: "<script>alert(1)</script>\nsecond" };
  for (const mail of [writeNoticeMail(nasty, "en", places), writeDigestMail([nasty], 0, "en", places)]) {
    expect(mail.html).not.toMatch(/<img|<script/);
    expect(mail.html).toContain("&lt;script&gt;alert(1)&lt;/script&gt;<br>second");
    expect(mail.subject).not.toMatch(/[\r\n]/);
  }
});

test("a digest says how many there are and counts what it doesn't show", () => {
  const items = [
    { title: "One", body: "first" },
    { title: "Two", body: "" },
  ];
  const { subject, text } = writeDigestMail(items, 3, "en", places);
  expect(subject).toBe("5 things you haven’t read");
  expect(text).toContain("* One\n  first");
  expect(text).toContain("And 3 more.");
  expect(writeDigestMail(items.slice(1), 0, "en", places).subject).toBe("One thing you haven’t read");
});

test("where nothing can be done about it there is no way to open it", () => {
  expect(writeNoticeMail({ title: "x", body: "" }, "en", { ...places, open: null }).text).not.toContain("Open in Perin");
});
