/**
 * HTML of mails, made harmless on the server: a short list of what may stay, and everything else goes. No scripts, styles, forms, frames or
 * pictures; nothing is fetched when it is shown; every link says which host it really leads to.
 */
import sanitize from "sanitize-html";

const tags = [
  "p",
  "br",
  "div",
  "span",
  "h3",
  "h4",
  "h5",
  "ul",
  "ol",
  "li",
  "dl",
  "dt",
  "dd",
  "blockquote",
  "pre",
  "code",
  "b",
  "strong",
  "i",
  "em",
  "u",
  "s",
  "sub",
  "sup",
  "small",
  "hr",
  "a",
  "table",
  "thead",
  "tbody",
  "tfoot",
  "tr",
  "td",
  "th",
  "caption",
];

/** What is thrown away with everything inside it. */
const dropped = [
  "script",
  "style",
  "textarea",
  "option",
  "noscript",
  "title",
  "template",
  "svg",
  "math",
  "iframe",
  "object",
  "embed",
  "noembed",
  "xmp",
  "head",
];

const inputMax = 400_000;
const outputMax = 300_000;
const nestingMax = 80;

const unescaped = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const hostOf = (href: string): string | null => {
  const url = URL.parse(href.trim());
  if (url === null || !["http:", "https:", "mailto:"].includes(url.protocol)) return null;
  return url.protocol === "mailto:" ? unescaped(url.pathname).slice(0, 254) : url.hostname;
};

/** A link whose end can't be told is no link. */
const link = (_tag: string, { href }: sanitize.Attributes): sanitize.Tag => {
  const host = hostOf(href ?? "");
  return host === null || href === undefined
    ? { tagName: "span", attribs: {} }
    : { tagName: "a", attribs: { href, rel: "noopener noreferrer nofollow", target: "_blank", "data-host": host } };
};

const numeric = /^\d{1,3}$/;
const spans = (tagName: string, { colspan = "", rowspan = "" }: sanitize.Attributes): sanitize.Tag => ({
  tagName,
  attribs: { ...(numeric.test(colspan) ? { colspan } : {}), ...(numeric.test(rowspan) ? { rowspan } : {}) },
});

export interface SafeHtml {
  readonly html: string;
  /** Pictures were left out. */
  readonly pictures: boolean;
}

/** Null for what leaves nothing to show. */
export const safeHtml = (html: string): SafeHtml | null => {
  const input = html.slice(0, inputMax);
  const clean = sanitize(input, {
    allowedTags: tags,
    allowedAttributes: { a: ["href", "rel", "target", "data-host"], td: ["colspan", "rowspan"], th: ["colspan", "rowspan"], "*": ["dir"] },
    allowedSchemes: ["http", "https", "mailto"],
    allowedSchemesAppliedToAttributes: ["href"],
    allowProtocolRelative: false,
    nonTextTags: dropped,
    nestingLimit: nestingMax,
    transformTags: { a: link, td: spans, th: spans, h1: "h3", h2: "h3", h6: "h5", center: "div", font: "span", strike: "s", del: "s" },
  })
    .replaceAll("\u0000", "")
    .trim();
  const text = clean.replace(/<[^>]*>|&nbsp;|\s/g, "");
  // Cut off in the middle it would be half a tag.
  if (text === "" || clean.length > outputMax) return null;
  return { html: clean, pictures: /<(?:img|picture|video)\b|background(?:-image)?\s*[:=]/i.test(input) };
};
