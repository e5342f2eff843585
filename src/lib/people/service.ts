/** The door of people: contacts, and who is meant by a name. */
export { createContact, deleteContact, findContactsByEmails, getContact, listContacts, updateContact } from "./contacts";
export { listDuplicates, mergeContacts } from "./merge-contacts";
export { findContactsByNames, resolvePerson } from "./resolve-person";
export { findContactUndo, undoContactChange } from "./undo-contact";
