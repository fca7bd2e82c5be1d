/* One incident for a supervisor (时间链核查): the chain of times, what stands below it, verdicts.
 */
#ifndef TUI_VIEW_CASE_REVIEW_H
#define TUI_VIEW_CASE_REVIEW_H

#include "tui/view.h"

/* Opened with the id of an incident. */
extern const struct view_type view_case_review;

#endif
