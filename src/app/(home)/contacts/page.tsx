import type { Metadata } from "next";
import { currentOwner } from "@/app/_composition/current-owner";
import { ContactsPage } from "@/components/contacts/contacts-page";
import { listContacts, listDuplicates } from "@/lib/people/service";

export const metadata: Metadata = { title: "Contacts" };

export default async function Page() {
  const { actor, profile } = await currentOwner();
  const [{ contacts, nextCursor }, { duplicates }] = await Promise.all([listContacts(actor), listDuplicates(actor)]);
  return <ContactsPage contacts={contacts} nextCursor={nextCursor} duplicates={duplicates} zone={profile.zone} locale={profile.locale} />;
}
