/** @jest-environment ./tests/components/support/browser-environment.ts */
import "@testing-library/jest-dom";
import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { BrowserNotifications } from "@/components/settings/browser-notifications";
import { NotificationChoices } from "@/components/settings/notification-choices";
import { NotificationTimes } from "@/components/settings/notification-times";
import { remindChoices } from "@/components/settings/remind-choices";
import { usualSettings } from "@/lib/notifications/contracts";
import { idOf } from "../support/fixtures";

jest.mock("next/navigation", () => ({ useRouter: () => ({ refresh: () => undefined }) }));

interface Asked {
  readonly method: string;
  readonly address: string;
  readonly body: unknown;
}

/** Answers by method and address; keeps what was asked. */
const serve = (answer: (asked: Asked) => unknown): Asked[] => {
  const asked: Asked[] = [];
  global.fetch = jest.fn((address: string | URL | Request, init?: RequestInit) => {
    const one = { method: init?.method ?? "GET", address: String(address), body: typeof init?.body === "string" ? (JSON.parse(init.body) as unknown) : null };
    asked.push(one);
    const said = answer(one);
    return Promise.resolve(said instanceof Response ? said : Response.json(said));
  }) as typeof fetch;
  return asked;
};

const rows = [
  { kind: "reminder", label: "Reminders", about: "A to-do.", wanted: { "in-app": true, email: false, push: true } },
  { kind: "mail", label: "New mail", about: "A mail.", wanted: { "in-app": true, push: false } },
] as const;

describe("the table of kinds and channels", () => {
  test("names each box by its kind and channel, and has none where a channel doesn't carry a kind", () => {
    render(<NotificationChoices rows={rows} />);
    expect(screen.getByRole("checkbox", { name: "Reminders: Perin" })).toBeChecked();
    expect(screen.getByRole("checkbox", { name: "Reminders: Mail" })).not.toBeChecked();
    expect(screen.queryByRole("checkbox", { name: "New mail: Mail" })).toBeNull();
    expect(screen.getAllByRole("columnheader").map(({ textContent }) => textContent)).toEqual(["What", "Perin", "Mail", "Push"]);
  });

  test("keeps a choice at once, and takes it back when it can't be kept", async () => {
    let broken = false;
    const asked = serve(({ body }) => (broken ? Response.json({ detail: "Not now." }, { status: 503 }) : body));
    render(<NotificationChoices rows={rows} />);
    const box = screen.getByRole("checkbox", { name: "Reminders: Mail" });
    await userEvent.click(box);
    expect(asked).toEqual([{ method: "PUT", address: "/api/settings/notifications", body: { kind: "reminder", channel: "email", wanted: true } }]);
    expect(box).toBeChecked();
    broken = true;
    await userEvent.click(box);
    await waitFor(() => expect(box).toBeChecked());
  });
});

describe("times", () => {
  const kinds = rows.map(({ kind, label }) => ({ kind, label }));

  test("quiet hours, what comes all the same, the digest and reminders are saved together", async () => {
    const asked = serve(({ body }) => body);
    render(<NotificationTimes settings={usualSettings} kinds={kinds} zone="Berlin time" />);
    expect(screen.queryByLabelText("From")).toBeNull();
    await userEvent.click(screen.getByRole("switch", { name: /Quiet hours/ }));
    const urgent = screen.getByRole("group", { name: "These come at once all the same" });
    expect(within(urgent).getByRole("checkbox", { name: "Reminders" })).toBeChecked();
    await userEvent.click(within(urgent).getByRole("checkbox", { name: "New mail" }));
    await userEvent.click(screen.getByRole("switch", { name: /Daily digest/ }));
    await userEvent.selectOptions(screen.getByLabelText("Before a meeting"), "15 minutes before");
    await userEvent.click(screen.getByRole("button", { name: "Save" }));
    expect(asked).toEqual([
      {
        method: "PUT",
        address: "/api/settings/notifications/times",
        body: { quiet: { from: "22:00", until: "07:00" }, urgent: ["meeting", "reminder", "mail"], digestTime: "18:00", remindMinutes: 15 },
      },
    ]);
  });

  test("what is wrong stands at its field", async () => {
    serve(() => Response.json({ type: "/docs/errors/request/invalid", issues: [{ path: ["quiet", "until"], message: "Take another time" }] }, { status: 400 }));
    render(<NotificationTimes settings={{ ...usualSettings, quiet: { from: "22:00", until: "22:00" } }} kinds={kinds} zone="Berlin time" />);
    await userEvent.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(screen.getByLabelText("Until")).toHaveAccessibleDescription("Take another time"));
  });

  test("a lead that was set over the API can be seen", () => {
    expect(remindChoices(42).map(({ label }) => label)).toContain("42 minutes before");
    expect(remindChoices(10)).toHaveLength(8);
    expect(remindChoices(null)[0]).toEqual({ value: "", label: "No reminder" });
  });
});

describe("this browser", () => {
  const status = () => screen.getByRole("status");
  const endpoint = "https://push.example.com/abc";
  const subscription = {
    endpoint,
    unsubscribe: () => Promise.resolve(true),
    toJSON: () => ({ endpoint, keys: { p256dh: "key", auth: "auth" } }),
  };

  /** A browser that can, with this permission. */
  const play = (permission: NotificationPermission, answer: NotificationPermission = permission): { subscribed: boolean } => {
    const state = { subscribed: false };
    const registration = {
      pushManager: {
        getSubscription: () => Promise.resolve(state.subscribed ? subscription : null),
        subscribe: () => {
          state.subscribed = true;
          return Promise.resolve(subscription);
        },
      },
    };
    const worker = {
      register: () => Promise.resolve(registration),
      ready: Promise.resolve(registration),
      getRegistration: () => Promise.resolve(registration),
    };
    const asking = { permission, requestPermission: () => Promise.resolve((asking.permission = answer)) };
    Object.defineProperty(window, "isSecureContext", { value: true, configurable: true });
    Object.defineProperty(navigator, "serviceWorker", { value: worker, configurable: true });
    Object.defineProperty(window, "PushManager", { value: class {}, configurable: true });
    Object.defineProperty(window, "Notification", { value: asking, configurable: true });
    Object.defineProperty(globalThis.crypto, "subtle", { value: { digest: () => Promise.resolve(new Uint8Array([1, 2]).buffer) }, configurable: true });
    return state;
  };

  afterEach(() => {
    for (const name of ["PushManager", "Notification"]) Reflect.deleteProperty(window, name);
    Reflect.deleteProperty(navigator, "serviceWorker");
  });

  test("says when it can't, and offers nothing", async () => {
    Object.defineProperty(window, "isSecureContext", { value: true, configurable: true });
    render(<BrowserNotifications />);
    await waitFor(() => expect(status()).toHaveTextContent("can’t show notifications"));
    expect(screen.queryByRole("button")).toBeNull();
  });

  test("says when only https would do", async () => {
    Object.defineProperty(window, "isSecureContext", { value: false, configurable: true });
    render(<BrowserNotifications />);
    await waitFor(() => expect(status()).toHaveTextContent("only over https"));
  });

  test("says when it is blocked, also when the answer was no", async () => {
    serve(() => ({ publicKey: "AA", browsers: [] }));
    play("denied");
    const { unmount } = render(<BrowserNotifications />);
    await waitFor(() => expect(status()).toHaveTextContent("are blocked"));
    unmount();
    play("default", "denied");
    render(<BrowserNotifications />);
    await userEvent.click(await screen.findByRole("button", { name: "Allow notifications" }));
    await waitFor(() => expect(status()).toHaveTextContent("are blocked"));
    expect(screen.queryByRole("button")).toBeNull();
  });

  test("asks, tells the server, and can be turned off again", async () => {
    play("default", "granted");
    let known = false;
    const browser = { id: idOf(1), label: "Firefox", endpointHash: "0102", createdAt: "", reachedAt: null };
    const asked = serve(({ method }) => {
      if (method === "POST") known = true;
      if (method === "DELETE") known = false;
      return method === "GET" ? { publicKey: "AAAA", browsers: known ? [browser] : [] } : { ...browser, removed: true };
    });
    render(<BrowserNotifications />);
    await userEvent.click(await screen.findByRole("button", { name: "Allow notifications" }));
    await waitFor(() => expect(status()).toHaveTextContent("until you sign out"));
    expect(asked.find(({ method }) => method === "POST")).toEqual({
      method: "POST",
      address: "/api/push",
      body: { endpoint, keys: { p256dh: "key", auth: "auth" } },
    });
    await userEvent.click(screen.getByRole("button", { name: "Turn off" }));
    await waitFor(() => expect(status()).toHaveTextContent("isn’t told anything"));
    expect(asked.some(({ method, address }) => method === "DELETE" && address === `/api/push/${idOf(1)}`)).toBe(true);
  });

  test("a browser that subscribed but that the server forgot is off, not on", async () => {
    const state = play("granted");
    state.subscribed = true;
    serve(() => ({ publicKey: "AA", browsers: [] }));
    render(<BrowserNotifications />);
    await waitFor(() => expect(status()).toHaveTextContent("isn’t told anything"));
  });

  test("a server that can't be asked isn't taken for a yes", async () => {
    const state = play("granted");
    state.subscribed = true;
    serve(() => Response.json({}, { status: 503 }));
    render(<BrowserNotifications />);
    await waitFor(() => expect(status()).toHaveTextContent("couldn’t be found out"));
  });
});
