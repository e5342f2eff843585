"use client";
import { usePathname, useRouter } from "next/navigation";
import { useEffect } from "react";
import { rescueWords } from "./drafts";

/** On the page of a conversation that doesn't exist: where its first words never came to the server, they wait in a new one. */
export function RescuedWords() {
  const router = useRouter();
  const id = usePathname().split("/").at(-1) ?? "";
  useEffect(() => {
    if (rescueWords(id)) router.replace("/chat");
  }, [id, router]);
  return null;
}
