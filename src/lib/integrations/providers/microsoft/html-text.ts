/** What came as HTML only, as text: nothing is fetched, links stay to be seen. */
import { compile } from "html-to-text";

const htmlMax = 1_000_000;
const convert = compile({
  wordwrap: false,
  limits: { maxInputLength: htmlMax, maxDepth: 60 },
  selectors: [
    { selector: "img", format: "skip" },
    { selector: "a", options: { hideLinkHrefIfSameAsText: true } },
  ],
});

export const textOfHtml = (html: string): string => convert(html.slice(0, htmlMax));
