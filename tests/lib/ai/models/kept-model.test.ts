import { parseConfig } from "@/lib/config";
import { modelIds } from "@/lib/ai/core/model-order";
import { modelProviders } from "@/lib/ai/models/registry";

const moment = { now: "2026-11-23T10:00:00Z", zone: "UTC", locale: "en", tools: [] };
const settings = (key: string) =>
  parseConfig({ OPENAI_API_KEY: key, ANTHROPIC_API_KEY: key, GOOGLE_GENERATIVE_AI_API_KEY: key, OPENAI_BASE_URL: "http://127.0.0.1:1/v1", OPENAI_MODEL: "m" });

test.each(modelIds.filter((id) => modelProviders[id].operationId !== null))(
  "%s is made once for as long as the settings stand, and anew when they are read anew",
  (id) => {
    const { create } = modelProviders[id];
    const [before, after] = [settings("first-key"), settings("second-key")];
    expect(create(before, { ...moment, now: "2026-11-24T10:00:00Z" })).toBe(create(before, moment));
    expect(create(after, moment)).not.toBe(create(before, moment));
  },
);

test("the built-in planner is made for each turn: it lives in that turn's moment", () => {
  const before = settings("first-key");
  expect(modelProviders.builtin.create(before, moment)).not.toBe(modelProviders.builtin.create(before, moment));
});
