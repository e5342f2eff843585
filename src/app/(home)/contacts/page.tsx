import type { Metadata } from "next";
import { currentOwner } from "@/app/_composition/current-owner";
import { soughtWords } from "@/app/_composition/sought";
import { ContactsPage } from "@/components/contacts/contacts-page";
import { listContacts, listDuplicates } from "@/lib/people/service";

export const metadata: Metadata = { title: "Contacts" };

export default async function Page({ searchParams }: { readonly searchParams: Promise<{ readonly find?: string | string[] }> }) {
  const [{ actor, profile }, sought] = await Promise.all([currentOwner(), soughtWords(searchParams)]);
  const [{ contacts, nextCursor }, { duplicates }] = await Promise.all([listContacts(actor, sought === "" ? {} : { query: sought }), listDuplicates(actor)]);
  return (
    <ContactsPage
      key={sought}
      contacts={contacts}
      nextCursor={nextCursor}
      duplicates={duplicates}
      zone={profile.zone}
      locale={profile.locale}
      sought={sought}
    />
  );
}
