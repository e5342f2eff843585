/** Every provider of the registry, the built-in one included, keeps what its manifest says. */
import { integrationTypes, ManifestSchema, type Access, type Provider } from "@/lib/integrations/contracts";
import { providers } from "@/lib/integrations/providers/registry";

const access: Access = {
  connectionId: "01a2197c-0000-7000-8000-000000000000",
  userId: "test",
  account: "ada@example.com",
  metadata: {},
  token: () => Promise.reject(new TypeError("nothing may be asked here")),
  secret: () => Promise.reject(new TypeError("nothing may be asked here")),
};

const all = Object.entries(providers);

test("the registry holds every kind that can be connected, each under its own id", () => {
  expect(all.map(([id]) => id).sort()).toEqual([...integrationTypes, "builtin"].sort());
  expect(all.map(([, { manifest }]) => manifest.id)).toEqual(all.map(([id]) => id));
});

describe.each(all)("%s", (id, provider: Provider) => {
  const { manifest } = provider;

  test("says what it is in words, and asks for nothing it doesn't use", () => {
    expect(ManifestSchema.parse(manifest)).toEqual(manifest);
    expect(manifest.about).toMatch(/^[A-Z].*\.$/);
    expect(manifest.fields.length > 0).toBe(manifest.connects === "credentials" || manifest.connects === "address");
    expect(new Set(manifest.fields.map(({ name }) => name)).size).toBe(manifest.fields.length);
    for (const { name, input } of manifest.fields) if (/password|secret|token/i.test(name)) expect(input).toBe("password");
  });

  test("can be connected in exactly the way it says", () => {
    expect(provider.oauth !== undefined).toBe(manifest.connects === "oauth");
    expect(provider.prepare !== undefined).toBe(manifest.connects === "credentials" || manifest.connects === "address");
    if (provider.oauth !== undefined) expect(provider.oauth.grantOf).toContain(id);
  });

  test("has a port for each kind it carries, and opening one asks the network for nothing", () => {
    expect(provider.calendar !== undefined).toBe(manifest.kinds.includes("calendar"));
    expect(provider.mail !== undefined).toBe(manifest.kinds.includes("mail"));
    expect(() => [provider.calendar?.(access), provider.mail?.(access)]).not.toThrow();
    if (provider.mail !== undefined) expect(provider.mail(access).id).toBe(id);
  });

  test("names an event of ours always the same, and an occurrence by its series", () => {
    const port = provider.calendar?.(access);
    if (port === undefined || manifest.readOnly) return;
    const ourId = "01a2197c-5aaf-7f28-989d-b26e2d4a9005";
    const series = port.nameOf("calendar", { ourId });
    expect(port.nameOf("calendar", { ourId })).toBe(series);
    expect(port.nameOf("calendar", { ourId: "01a2197c-5aaf-7f28-989d-b26e2d4a9006" })).not.toBe(series);
    const occurrence = port.nameOf("calendar", { seriesSourceId: series, originalStart: "2026-11-26T09:00:00.000Z" });
    expect(occurrence.startsWith(series)).toBe(true);
    expect(occurrence).not.toBe(series);
  });
});
