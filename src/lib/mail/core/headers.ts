/** What stands around a mail's text: subjects, Message-IDs and the references that keep a conversation together (RFC 5322 section 3.6.4). */

const replyPrefix = /^\s*(?:re|aw|sv|antw|fwd?|wg|tr|rv|vs)\s*(?:\[\d+\])?\s*:\s*/i;

/** "Re: Fwd: Lunch" → "Lunch". */
export const bareSubject = (subject: string): string => {
  let bare = subject.trim();
  while (replyPrefix.test(bare)) bare = bare.replace(replyPrefix, "");
  return bare.trim();
};

const subjectMax = 500;
const prefixed = (prefix: string, subject: string): string => `${prefix} ${bareSubject(subject)}`.trim().slice(0, subjectMax);
export const replySubject = (subject: string): string => prefixed("Re:", subject);
export const forwardSubject = (subject: string): string => prefixed("Fwd:", subject);

/** Long conversations keep their first reference and the newest ones, as mail programs do. */
const referencesMax = 20;

export interface Answered {
  readonly messageId: string;
  readonly references: readonly string[];
}

/** References of an answer: those of the mail answered, and that mail itself. */
export const referencesTo = ({ messageId, references }: Answered): string[] => {
  const all = [...references.filter((reference) => reference !== messageId), messageId];
  return all.length <= referencesMax ? all : [...all.slice(0, 1), ...all.slice(1 - referencesMax)];
};

/** A Message-ID in this server's name, without angle brackets. */
export const messageIdOf = (id: string, host: string): string => `${id}@${/^[a-z\d.-]+$/i.test(host) ? host : "perin.invalid"}`;

/** Senders that nobody reads answers of. */
const machine =
  /^(?:no-?reply|do-?not-?reply|donotreply|mailer-daemon|postmaster|bounces?|notifications?|notify|alerts?|newsletters?|news|updates?|automated?|robot)(?:[+._-].*)?@/i;
export const isMachineAddress = (email: string): boolean => machine.test(email);
