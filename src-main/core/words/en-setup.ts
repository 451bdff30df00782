/** Words of setting up and of the settings: welcome, key, what a key can see, alerts, menu. */
export const setup = {
  // the welcome
  "setup.connect": "Connect Tedee",
  "setup.try-demo": "Try the demo",
  "setup.lost": "Your key is needed again",
  "setup.lost.body": "The saved key could not be read and was set aside. Paste it again, or create a new one.",

  // a key that waits for its keyring
  "locked.body":
    "Your key is in the keyring of this computer, and Ajar could not open it. Unlock the keyring and press Try again: Ajar starts anew and asks for it.",
  "locked.retry": "Try again",
  "locked.retrying": "Asking the keyring…",
  "locked.still": "The keyring is still locked.",
  "locked.other": "Paste another key",

  // the steps
  "step.back": "Back",
  "step.of": "Step {n} of {total}",
  "step.continue": "Continue",

  // the key
  "key.title": "Connect to Tedee",
  "key.replace": "Replace the key",
  "key.open-page": "Open the key page",
  "key.open-page.body": "In the Tedee portal, under Personal Access Keys.",
  "key.open": "Open key page",
  "key.open.spoken": "Open key page in the browser",
  "key.scopes": "Create a key with these scopes",
  "key.scopes.need": "Only the first is needed. The last two are for later versions of Ajar.",
  "key.paste": "Paste it here",
  "key.field": "Personal access key",
  "key.hint": "Nothing is sent until you press Connect, and then to Tedee alone.",
  "key.show": "Show the key",
  "key.connect": "Connect",
  "key.checking": "Checking…",
  "key.checking.spoken": "Asking Tedee what this key can see.",

  // what each scope is for, and what a key without it lacks
  "scope.Device.Read": "see locks and doors",
  "scope.Account.Read": "see when the key ends",
  "scope.DeviceActivity.Read": "see who and when",
  "scope.Lock.Operate": "lock and unlock",
  "missing.Device.Read": "seeing locks and doors",
  "missing.Account.Read": "seeing when the key ends",
  "missing.DeviceActivity.Read": "seeing who and when, in later versions",
  "missing.Lock.Operate": "locking and unlocking, in later versions",

  // why a key was not taken: what happened, then what to do; one for each kind of failure
  "refusal.malformed": "This is not a personal access key",
  "refusal.malformed.body":
    "A key is two parts with a dot between them and no blanks. Copy it whole. Nothing was sent.",
  "refusal.no-network": "No internet",
  "refusal.no-network.body": "The key was not checked. Connect this computer to the internet and press Connect again.",
  "refusal.timeout": "Tedee took longer than 10 s to answer",
  "refusal.timeout.body": "The connection may be slow or Tedee may be down. Press Connect again.",
  "refusal.reset": "The connection broke off",
  "refusal.reset.body": "The key was not checked. Press Connect again.",
  "refusal.blocked": "This network blocks access to Tedee",
  "refusal.blocked.body":
    "A filter or a sign-in page stands in between. Sign in in your browser or use another network, then press Connect again.",
  "refusal.not-tedee": "A page came in place of Tedee’s answer",
  "refusal.not-tedee.body":
    "This network wants you to sign in first. Do that in your browser, then press Connect again.",
  "refusal.broken-answer": "Tedee’s answer cannot be read",
  "refusal.broken-answer.body": "It was cut off or has an unknown form. Press Connect again in a few minutes.",
  "refusal.too-large": "Tedee’s answer was too large",
  "refusal.too-large.body": "Ajar reads 5 MB at most. Use a key of an account with fewer locks.",
  "refusal.key-refused": "Tedee refused this key",
  "refusal.key-refused.body":
    "It may have ended, have been deleted, or be copied in part. Copy it again, or create a new one.",
  "refusal.not-allowed": "This key may not read the locks",
  "refusal.not-allowed.body": "It needs the scope Device.Read. Create a new key that has it.",
  "refusal.not-found": "Tedee does not know what Ajar asked for",
  "refusal.not-found.body": "The key may be good, but this Ajar may be too old for Tedee. Look for a newer version.",
  "refusal.limit-reached": "Request limit reached",
  "refusal.limit-reached.body": "Press Connect again after {time}. Your other integrations use the same limit.",
  "refusal.limit-reached.later":
    "The limit counts one hour: press Connect again later. Your other integrations use the same limit.",
  "refusal.tedee-down": "Tedee does not answer",
  "refusal.tedee-down.body": "Your internet works. Press Connect again in a few minutes.",
  "refusal.unexpected": "Tedee gave an answer that Ajar does not know",
  "refusal.unexpected.body": "The key was not checked. Press Connect again in a few minutes.",
  "refusal.failed": "The key could not be checked",
  "refusal.failed.body": "Something went wrong inside Ajar. Press Connect again.",
  "refusal.gone": "Paste the key once more",
  "refusal.gone.body": "Ajar did not take the key into use and no longer holds it.",
  "refusal.none-saved": "Nothing was saved.",
  "refusal.old-stays": "Ajar goes on with the key it has.",

  // what a key can see
  "checked.locks": { one: "{count} lock found", other: "{count} locks found" },
  "checked.locks-more": "{count} locks or more found",
  "checked.no-locks": "No locks in this account",
  "checked.no-locks.body":
    "The key works, but its account has no locks. Add one in the Tedee app, or go back and use a key from another account.",
  "checked.other": "Use another key",
  "checked.watch": "This key can watch.",
  "checked.watch-ends": "This key can watch. It ends on {date}.",
  "checked.watch-unknown":
    "This key can watch. When it ends and what else it may do only a key with Account.Read can tell.",
  "checked.sensor": "Door sensor",
  "checked.no-sensor": "No door sensor",
  "checked.sensor-unknown": "Sensor not known",
  "checked.no-bridge": "No bridge",
  "checked.more": { one: "and {count} more", other: "and {count} more" },
  "checked.more-unknown": "and others",
  "checked.all-sensors": {
    one: "It has a door sensor, so Ajar can tell whether the door is closed, not only locked.",
    other: "All {count} have a door sensor, so Ajar can tell whether they are closed, not only locked.",
  },
  "checked.some-sensors": {
    one: "{count} of {total} has a door sensor. Without one Ajar can tell locked from unlocked, but not open from closed.",
    other:
      "{count} of {total} have a door sensor. Without one Ajar can tell locked from unlocked, but not open from closed.",
  },
  "checked.no-sensors": "Without a door sensor Ajar can tell locked from unlocked, but not open from closed.",
  "checked.unreachable": {
    one: "{count} lock has no bridge. Ajar lists it but cannot see its state.",
    other: "{count} locks have no bridge. Ajar lists them but cannot see their state.",
  },
  "checked.left-out": "Not in this key",
  "checked.keyring": "The key goes into the keyring of this computer.",
  "checked.obscured": "No keyring is open",
  "checked.obscured.body":
    "The key can be kept in a file, obscured only: another program on this computer could read it.",
  "checked.consent": "Keep the key in a file",
  "checked.without-consent": "Otherwise it is kept until Ajar quits.",
  "checked.none": "This computer cannot keep the key",
  "checked.none.body": "Ajar uses it until it quits and then asks for it again.",
  "checked.taking": "Connecting…",

  // alerts
  "alerts.title": "When Ajar speaks up",
  "alerts.body": "Otherwise it stays silent.",
  "alerts.list": "Alerts",
  "alerts.opened": "A door opens",
  "alerts.lost": "A lock has no connection for {n} min",
  "alerts.blind": "Ajar itself can see nothing for {n} min, or Tedee refuses the key",
  "alerts.next": "Your system may ask next whether Ajar may show notifications.",
  "alerts.memory": "The key is kept only until Ajar quits.",
  "alerts.not-now": "Not now",
  "alerts.allow": "Allow notifications",
  "alerts.unshown": "This desktop shows no notifications",
  "alerts.unshown.body": "Alerts appear in this window instead, and Ajar opens it for them.",

  // the menu of the home view
  "menu.name": "Menu",
  "menu.end-pause": "End pause",

  // settings
  "settings.key": "Key",
  "settings.access-key": "Access key",
  "settings.kept.keyring": "In the keyring of this computer",
  "settings.kept.obscured": "In a file, obscured only, since there is no keyring",
  "settings.kept.memory": "Kept until Ajar quits",
  "settings.kept.environment":
    "From the variable AJAR_PERSONAL_KEY. To change it, change the variable and start Ajar again.",
  "settings.key.token":
    "No key: an access token from the variable AJAR_ACCESS_TOKEN. To change it, change the variable and start Ajar again.",
  "settings.key.none": "No key",
  "settings.key.locked": "Waits for your keyring, which is locked",
  "settings.key.demo": "Not used in the demo",
  "settings.ends": "Ends on {date}",
  "settings.ended": "Ended on {date}",
  "settings.ends-unknown": "When it ends is not known",
  "settings.replace": "Replace key",
  "settings.remove.line": "Remove the key from this computer",
  "settings.remove": "Remove key",
  "settings.remove.ask": "Remove the key?",
  "settings.remove.body": "Updates and alerts stop. The key stays valid at Tedee until you delete it there.",
  "settings.remove.now": "Remove now",
  "settings.cancel": "Cancel",
  "settings.removed": "The key was removed.",
  "settings.general": "General",
  "settings.login": "Start at login",
  "settings.login.body": "Ajar can only warn you while it runs",
  "settings.login.unknown":
    "Ajar cannot change this here. Your system’s own settings may have a list of apps that start at login.",
  "settings.alerts": "Alerts",
  "settings.alerts.on": "Alerts are on",
  "settings.alerts.paused": "Paused until {time}",
  "settings.pause": "Pause for 1 h",
  "settings.demo": "Demo house",
  "settings.demo.off": "Look around without real locks",
  "settings.demo.on": "You see simulated locks",
  "settings.demo.enter": "Open demo",
  "settings.demo.leave": "Leave demo",
  "settings.about": "About",
  "settings.version": "Ajar {version}",
  "settings.unofficial": "Unofficial. Not made or endorsed by Tedee.",
  "settings.report": "Report for a bug",
  "settings.report.body": "Versions, settings and the last requests; no key and no names",
  "settings.report.copy": "Copy report",
  "settings.report.copied": "The report was copied.",
  "settings.licence": "Free software under the MIT licence",

  // a banner that a key ends
  "banner.replace-key": "Replace key",
  "banner.change-variable": "Change the variable AJAR_PERSONAL_KEY and start Ajar again.",
} as const;
