/** Where Google is: its own hosts, or the one server that stands in for all of them (GOOGLE_API_BASE). */
import { googleApiBase, publicOrigin, realGoogle } from "@/lib/config";

export interface GoogleAddresses {
  readonly consent: string;
  readonly token: string;
  readonly revoke: string;
  readonly userInfo: string;
  readonly calendar: string;
  readonly gmail: string;
}

export const googleAddresses = (): GoogleAddresses => {
  const base = googleApiBase();
  if (base !== realGoogle)
    return {
      consent: `${base}/o/oauth2/v2/auth`,
      token: `${base}/oauth2/token`,
      revoke: `${base}/oauth2/revoke`,
      userInfo: `${base}/oauth2/v2/userinfo`,
      calendar: `${base}/calendar/v3`,
      gmail: `${base}/gmail/v1/users/me`,
    };
  return {
    consent: "https://accounts.google.com/o/oauth2/v2/auth",
    token: "https://oauth2.googleapis.com/token",
    revoke: "https://oauth2.googleapis.com/revoke",
    userInfo: "https://www.googleapis.com/oauth2/v2/userinfo",
    calendar: "https://www.googleapis.com/calendar/v3",
    gmail: "https://gmail.googleapis.com/gmail/v1/users/me",
  };
};

/** What has to stand, letter for letter, among the client's authorised redirect URIs. */
export const googleRedirectUri = (): string => `${publicOrigin()}/api/integrations/google/callback`;
