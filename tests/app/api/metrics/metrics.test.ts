import { GET as live } from "@/app/api/docs/route";
import { GET } from "@/app/api/metrics/route";
import { rereadConfig } from "@/lib/config";
import { jsonRequest } from "../../../support/accounts";
import { parsePrometheus, seriesIn } from "../../../support/prometheus";

const token = "a-token-of-enough-length";
const ask = (headers: Record<string, string> = {}): Promise<Response> => GET(jsonRequest("/api/metrics", { headers }));
const configure = (settings: Record<string, string>): void => {
  for (const name of ["METRICS_TOKEN", "METRICS_EXPORTERS"]) Reflect.deleteProperty(process.env, name);
  Object.assign(process.env, settings);
  rereadConfig();
};
afterAll(() => configure({}));

test("without a token configured nothing is at this address, whatever is sent", async () => {
  configure({});
  expect((await ask()).status).toBe(404);
  expect((await ask({ authorization: "Bearer undefined" })).status).toBe(404);
});

test("whoever carries another token, or none, is refused as a problem", async () => {
  configure({ METRICS_TOKEN: token });
  for (const headers of [{}, { authorization: `Bearer ${token}x` }, { authorization: token }, { authorization: `Basic ${token}` }]) {
    const response = await ask(headers as Record<string, string>);
    expect([response.status, response.headers.get("content-type"), response.headers.get("www-authenticate")]).toEqual([
      401,
      "application/problem+json",
      "Bearer",
    ]);
  }
});

test("the token opens it: valid text, at most 200 series, with the requests that were answered", async () => {
  configure({ METRICS_TOKEN: token });
  await live();
  const response = await ask({ authorization: `Bearer ${token}` });
  expect([response.status, response.headers.get("content-type")]).toEqual([200, "text/plain; version=0.0.4; charset=utf-8"]);
  const families = parsePrometheus(await response.text());
  expect(seriesIn(families)).toBeLessThanOrEqual(200);
  const requests = families.find(({ name }) => name === "perin_http_request_seconds");
  expect(requests?.samples.some(({ labels }) => labels.area === "docs" && labels.status === "2xx")).toBe(true);
});

test("an operator who chose other exporters has no such address", async () => {
  configure({ METRICS_TOKEN: token, METRICS_EXPORTERS: "otlp" });
  expect((await ask({ authorization: `Bearer ${token}` })).status).toBe(404);
});
