// tests/integration/database.test.ts
import { query } from "@/lib/db";
import { createUserIntegration } from "@/lib/queries/integrations";

describe("Database Integration", () => {
  beforeEach(async () => {
    // Set up test database
    await query("TRUNCATE TABLE user_integrations CASCADE");
  });

  test("create and retrieve user integration", async () => {
    const integration = await createUserIntegration("test-user", "gmail", "access-token", "refresh-token", new Date(), ["gmail.modify"], {});

    expect(integration).toBeDefined();
    expect(integration.integration_type).toBe("gmail");
  });
});
