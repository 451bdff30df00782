import type { MessageBoxOptions, MessageBoxReturnValue } from "electron";
import { desk, numberOf } from "./desk.ts";
import { lifecycle } from "./lifecycle.ts";
import { strict } from "./strict.ts";

let dialogs = 0;

function ask(options: MessageBoxOptions): Promise<MessageBoxReturnValue> {
  lifecycle.requireReady("dialog module can only be used after app is ready");
  dialogs += 1;
  const key = `dialog/${dialogs}`;
  const { title = "", message, detail = "", cancelId = 0 } = options;
  const buttons = options.buttons !== undefined && options.buttons.length > 0 ? options.buttons : ["OK"];
  return new Promise((resolve) => {
    desk.put(key, { title, message, detail, buttons });
    desk.receive(key, (answer) => {
      desk.drop(key);
      const response = answer.type === "choose" ? numberOf(answer, "button") : cancelId;
      resolve({ response, checkboxChecked: options.checkboxChecked ?? false });
    });
  });
}

/** Electron's `dialog`: a question on the desk, with or without the window that it belongs to. */
export const dialog = strict("dialog", {
  showMessageBox: (first: object, second?: MessageBoxOptions): Promise<MessageBoxReturnValue> => {
    if (second !== undefined) return ask(second);
    if (!isOptions(first)) throw new TypeError("Options must be an object with a message");
    return ask(first);
  },
});

const isOptions = (value: object): value is MessageBoxOptions => "message" in value;
