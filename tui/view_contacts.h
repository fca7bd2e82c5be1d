/* The contact book (通讯录). */
#ifndef TUI_VIEW_CONTACTS_H
#define TUI_VIEW_CONTACTS_H

#include "tui/view.h"

extern const struct view_type view_contacts;

#endif
