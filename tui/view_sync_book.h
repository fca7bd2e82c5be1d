/* One book's synchronisation, row by row. Opened with the book's name. */
#ifndef TUI_VIEW_SYNC_BOOK_H
#define TUI_VIEW_SYNC_BOOK_H

#include "tui/view.h"

extern const struct view_type view_sync_book;

#endif
