"""Whoever shows tray icons, for python-dbusmock (StatusNotifierItem specification); says when it is there."""

import dbus

BUS_NAME = "org.kde.StatusNotifierWatcher"
MAIN_OBJ = "/StatusNotifierWatcher"
MAIN_IFACE = "org.kde.StatusNotifierWatcher"
SYSTEM_BUS = False


def load(mock, parameters):
    # whoever keeps the list of icons may be there before anybody shows it
    register = (
        "self.UpdateProperties(%r, {'IsStatusNotifierHostRegistered': dbus.Boolean(True)}); "
        "self.EmitSignal('', 'StatusNotifierHostRegistered', '', [])" % MAIN_IFACE
    )
    mock.AddMethods(
        MAIN_IFACE,
        [("RegisterStatusNotifierItem", "s", "", ""), ("RegisterStatusNotifierHost", "s", "", register)],
    )
    mock.AddProperties(
        MAIN_IFACE,
        {
            "IsStatusNotifierHostRegistered": dbus.Boolean(parameters.get("host", True)),
            "ProtocolVersion": dbus.Int32(0),
            "RegisteredStatusNotifierItems": dbus.Array([], signature="s"),
        },
    )
    print("ready", flush=True)
