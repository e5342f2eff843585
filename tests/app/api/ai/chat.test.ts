import { POST } from "@/app/api/ai/chat/route";
import { NextRequest } from "next/server";

describe("/api/ai/chat", () => {
  test("requires authentication", async () => {
    const request = new NextRequest("http://localhost:3000/api/ai/chat", {
      method: "POST",
      body: JSON.stringify({ messages: [] }),
    });

    const response = await POST(request);
    expect(response.status).toBe(401);
  });
});
