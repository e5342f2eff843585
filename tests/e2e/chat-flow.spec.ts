import { test, expect } from "@playwright/test";

test("complete AI chat flow", async ({ page }) => {
  await page.goto("/chat");

  // Test authentication
  await page.fill('[data-testid="email"]', "test@example.com");
  await page.fill('[data-testid="password"]', "password");
  await page.click('[data-testid="signin"]');

  // Test chat interaction
  await page.fill('[data-testid="chat-input"]', "Hello Perin");
  await page.click('[data-testid="send-button"]');

  await expect(page.locator('[data-testid="ai-response"]')).toBeVisible();
});
