import { renderToStaticMarkup } from "react-dom/server";
import { describedEndpoints } from "@/app/api/docs/document";
import ApiPage from "@/app/docs/page";

const html = renderToStaticMarkup(<ApiPage />);

test("shows every operation with method, address and summary", () => {
  for (const { path, summary } of describedEndpoints) {
    expect(html).toContain(`<code>${path}</code>`);
    expect(html).toContain(summary.replaceAll("&", "&amp;").replaceAll("'", "&#x27;").replaceAll('"', "&quot;"));
  }
  expect(html.match(/<details /g)).toHaveLength(describedEndpoints.length);
});

test("loads nothing from elsewhere and runs no script of its own", () => {
  expect(html).not.toMatch(/<(?:script|iframe|img|link)|\son\w+=|\sstyle=|url\(/);
  expect([...html.matchAll(/\s(?:href|src|action)="([^"]*)"/g)].map((match) => match[1] ?? "").filter((address) => !/^(?:#|\/[^/])/.test(address))).toEqual([]);
});

test("every link inside the page has its target, and every target is there once", () => {
  const targets = [...html.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1]);
  expect(new Set(targets).size).toBe(targets.length);
  expect([...html.matchAll(/href="#([^"]+)"/g)].map((match) => match[1]).filter((name) => !targets.includes(name))).toEqual([]);
});
