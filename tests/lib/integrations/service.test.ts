// tests/lib/integrations/service.test.ts
import { connectIntegration, loadIntegrationContext } from "@/lib/integrations/service";

describe("Integration Service", () => {
  test("connect integration generates auth URL", async () => {
    const result = await connectIntegration({ type: "gmail", userId: "test" });
    expect(result.authUrl).toContain("https://accounts.google.com");
  });
});
