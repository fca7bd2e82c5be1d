/*
 * The report desk on screen: a draft is written here, with what is missing and the sheet as on
 * paper beside it; a signed one is read, and what has become of it. Opened with the id as const
 * char * (draft-3 or of the signed report); tui/report_act.h makes new drafts.
 */
#ifndef TUI_VIEW_REPORT_H
#define TUI_VIEW_REPORT_H

#include "tui/view.h"

extern const struct view_type view_report;

#endif
