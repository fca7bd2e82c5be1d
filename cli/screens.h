/* The screens, from the command line. Apart from cli/command.h: screens have commands of their own.
 */
#ifndef CLI_SCREENS_H
#define CLI_SCREENS_H

#include <stdbool.h>

#include "storage/book.h"

/* Whether a person sits at a terminal. */
bool screens_possible(void);

/* Takes the terminal until the person leaves. fixed_ms: the clock that was set, 0: the machine's.
 * plain: no colours. */
enum rc screens_run(struct book *book, int64_t fixed_ms, bool plain, struct err *e) MUST_CHECK;

#endif
