/** The older address of a link. */
import { permanentRedirect } from "next/navigation";

export default async function Page({ params }: { readonly params: Promise<{ readonly token: string }> }): Promise<never> {
  permanentRedirect(`/talk/${encodeURIComponent((await params).token)}`);
}
