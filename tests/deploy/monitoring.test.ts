/** Alerts and dashboard ask for nothing that Perin doesn't export. */
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { catalogue, exportedName } from "@/lib/metrics/catalogue";

const read = (name: string): string => readFileSync(`deploy/monitoring/${name}`, "utf8");

interface Alerts {
  readonly groups: readonly {
    readonly rules: readonly {
      readonly alert: string;
      readonly expr: string;
      readonly labels: { readonly severity: string };
      readonly annotations: { readonly summary: string; readonly runbook: string };
    }[];
  }[];
}
interface Dashboard {
  readonly panels: readonly { readonly id: number; readonly title: string; readonly targets: readonly { readonly expr: string }[] }[];
}
const { rules } = (parse(read("alerts.yml")) as Alerts).groups[0] ?? { rules: [] };
const { panels } = JSON.parse(read("grafana-dashboard.json")) as Dashboard;

/** Every name Prometheus will know after a scrape, `up` included, which it makes itself. */
const exported = new Set([
  "up",
  ...Object.entries(catalogue).flatMap(([name, { kind }]) => {
    const outside = exportedName(name);
    return kind === "histogram" ? [`${outside}_bucket`, `${outside}_sum`, `${outside}_count`] : [outside];
  }),
]);
const namesIn = (expr: string): string[] => expr.match(/\b(?:perin|process|nodejs)_\w+|\bup\b/g) ?? [];
const expressions = [
  ...rules.map(({ alert, expr }) => [alert, expr] as const),
  ...panels.flatMap(({ title, targets }) => targets.map(({ expr }) => [title, expr] as const)),
];

test.each(expressions)("%s asks only for numbers that exist", (_name, expr) => {
  expect(namesIn(expr).length).toBeGreaterThan(0);
  expect(namesIn(expr).filter((name) => !exported.has(name))).toEqual([]);
  const depth = [...expr].reduce((open, sign) => open + ("({[".includes(sign) ? 1 : ")}]".includes(sign) ? -1 : 0), 0);
  expect(depth).toBe(0);
});

test("every number stands on the dashboard", () => {
  const shown = panels.flatMap(({ targets }) => targets.flatMap(({ expr }) => namesIn(expr)));
  const missing = Object.keys(catalogue).filter((name) => !shown.some((one) => one.startsWith(exportedName(name))));
  expect(missing).toEqual([]);
});

test("every alert has a severity and a section of the page that says what to do", () => {
  const page = readFileSync("docs/operations/alerts.md", "utf8");
  for (const { alert, labels, annotations } of rules) {
    expect(["page", "ticket"]).toContain(labels.severity);
    expect(annotations.runbook).toBe(`docs/operations/alerts.md#${alert.toLowerCase()}`);
    expect(page).toContain(`## ${alert}\n`);
  }
});
