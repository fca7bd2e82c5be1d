/* The register of reports: routine ones that are owed, drafts, signed ones. */
#ifndef TUI_VIEW_REPORTS_H
#define TUI_VIEW_REPORTS_H

#include "tui/view.h"

extern const struct view_type view_reports;

#endif
