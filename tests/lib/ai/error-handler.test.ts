// tests/lib/ai/error-handler.test.ts
import { withRetry, categorizeError, isCircuitOpen } from "@/lib/ai/resilience/error-handler";

describe("Error Handler", () => {
  test("retry logic with exponential backoff", async () => {
    let attempts = 0;
    const operation = jest.fn(() => {
      attempts++;
      if (attempts < 3) throw new Error("retry me");
      return "success";
    });

    const result = await withRetry(operation, "test-op", { maxRetries: 3 });
    expect(result).toBe("success");
    expect(attempts).toBe(3);
  });

  test("circuit breaker opens after failures", () => {
    // Test circuit breaker logic
  });
});
