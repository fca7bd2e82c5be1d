/*
 * Words of the program. English in the source, Chinese in po/zh_CN/ (any file there; they are
 * joined at build time). _() translates now, N_() marks a table entry that is translated when
 * shown. Report texts and catalogues are data, never go through here.
 */
#ifndef CORE_I18N_H
#define CORE_I18N_H

#include <libintl.h>

#define _(text)  gettext(text)
#define N_(text) text

#endif
