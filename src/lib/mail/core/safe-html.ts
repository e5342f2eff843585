/**
 * HTML of mails, made harmless on the server: a short list of what may stay, and everything else goes. No scripts, styles, forms or frames;
 * nothing is fetched when it is shown: of a picture only its place and its words stay, under a number; every link says which host it really
 * leads to.
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
  "img",
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

const picturesMax = 100;
const addressMax = 2_000;
const altMax = 300;
const length = /^\d{1,4}$/;

/** Pictures that nobody can see are there to tell the sender that a mail was read. */
const unseen = ({ width = "", height = "" }: sanitize.Attributes): boolean => [width, height].some((side) => length.test(side) && Number(side) <= 2);

const addressOf = (src: string | undefined): string | null => {
  const url = src === undefined || src.length > addressMax ? null : URL.parse(src.trim());
  return url !== null && (url.protocol === "https:" || url.protocol === "http:") && url.username === "" && url.password === "" ? url.href : null;
};

/** Remembers where pictures are, and leaves numbers in their places. */
const numbered = (pictures: string[]): sanitize.Transformer => {
  const numbers = new Map<string, number>();
  return (_tag, attributes) => {
    const address = unseen(attributes) ? null : addressOf(attributes.src);
    if (address === null || (!numbers.has(address) && pictures.length >= picturesMax)) return { tagName: "img", attribs: {} };
    const number = numbers.get(address) ?? pictures.push(address) - 1;
    numbers.set(address, number);
    const { alt = "", width = "", height = "" } = attributes;
    const sides = { ...(length.test(width) ? { width } : {}), ...(length.test(height) ? { height } : {}) };
    return { tagName: "img", attribs: { "data-picture": String(number), alt: alt.slice(0, altMax), ...sides } };
  };
};

export interface SafeHtml {
  /** Where a picture would be stands `<img data-picture="N" …>`, without an address. */
  readonly html: string;
  /** Pictures were left out. */
  readonly leftOut: boolean;
  /** The addresses of those that can be asked for, by their numbers. */
  readonly pictures: readonly string[];
}

/** Null for what leaves nothing to show. */
export const safeHtml = (html: string): SafeHtml | null => {
  const input = html.slice(0, inputMax);
  const pictures: string[] = [];
  const clean = sanitize(input, {
    allowedTags: tags,
    allowedAttributes: {
      a: ["href", "rel", "target", "data-host"],
      td: ["colspan", "rowspan"],
      th: ["colspan", "rowspan"],
      img: ["data-picture", "alt", "width", "height"],
      "*": ["dir"],
    },
    exclusiveFilter: ({ tag, attribs }) => tag === "img" && attribs["data-picture"] === undefined,
    allowedSchemes: ["http", "https", "mailto"],
    allowedSchemesAppliedToAttributes: ["href"],
    allowProtocolRelative: false,
    nonTextTags: dropped,
    nestingLimit: nestingMax,
    transformTags: { a: link, img: numbered(pictures), td: spans, th: spans, h1: "h3", h2: "h3", h6: "h5", center: "div", font: "span", strike: "s", del: "s" },
  })
    .replaceAll("\u0000", "")
    .trim();
  const text = clean.replace(/<[^>]*>|&nbsp;|\s/g, "");
  // Cut off in the middle it would be half a tag.
  if ((text === "" && pictures.length === 0) || clean.length > outputMax) return null;
  return { html: clean, pictures, leftOut: /<(?:img|picture|video)\b|background(?:-image)?\s*[:=]/i.test(input) };
};
