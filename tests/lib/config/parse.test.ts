import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseConfig } from "@/lib/config";
import { withFiles } from "@/lib/config/files";

const wrong = (environment: Record<string, string>): string => {
  try {
    parseConfig(environment);
  } catch (error) {
    return (error as Error).message;
  }
  return "";
};

test("an empty environment is enough", () => {
  expect(parseConfig({})).toMatchObject({ DATA_DIR: "./.data", HOST: "127.0.0.1", PORT: 3000, DISABLE_SIGNUP: false });
});

test("an empty variable counts as absent", () => expect(parseConfig({ REDIS_URL: "", PORT: " " })).toMatchObject({ PORT: 3000 }));

test.each([
  ["PORT", "http"],
  ["PORT", "70000"],
  ["DATABASE_URL", "mysql://x"],
  ["REDIS_URL", "localhost"],
  ["PUBLIC_URL", "perin.example"],
  ["LOG_LEVEL", "loud"],
  ["ENCRYPTION_KEY", "short"],
  ["TRUST_PROXY", "yes"],
])("a wrong %s is named", (name, value) => expect(wrong({ [name]: value })).toMatch(new RegExp(`^${name} isn't right: .+\\.env\\.example`)));

test("every wrong variable gets its own sentence, and no value is repeated", () => {
  const message = wrong({ PORT: "x", AUTH_SECRET: "planted-short" });
  expect(message.split("\n")).toHaveLength(2);
  expect(message).not.toContain("planted-short");
});

test("a value may stand in a file; the variable itself wins; a missing file is named", () => {
  const path = join(mkdtempSync(join(tmpdir(), "perin-config-")), "key");
  writeFileSync(path, "sk-from-file\n");
  expect(withFiles({ OPENAI_API_KEY_FILE: path })).toMatchObject({ OPENAI_API_KEY: "sk-from-file" });
  expect(withFiles({ OPENAI_API_KEY_FILE: path, OPENAI_API_KEY: "direct" })).toMatchObject({ OPENAI_API_KEY: "direct" });
  expect(() => withFiles({ OPENAI_API_KEY_FILE: "/nowhere/key" })).toThrow(/OPENAI_API_KEY_FILE/);
});
