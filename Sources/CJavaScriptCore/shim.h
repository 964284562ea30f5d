#include <JavaScriptCore/JavaScript.h>

// Exported by the library, declared in no installed header (WebKit's JSContextRefPrivate.h).
typedef bool (*JSShouldTerminateCallback)(JSContextRef context, void *info);
void JSContextGroupSetExecutionTimeLimit(
    JSContextGroupRef group, double seconds, JSShouldTerminateCallback callback, void *info);
void JSContextGroupClearExecutionTimeLimit(JSContextGroupRef group);
void JSGlobalContextSetUnhandledRejectionCallback(
    JSGlobalContextRef context, JSObjectRef function, JSValueRef *exception);

#ifdef __linux__
// Of the GLib API of the same library, whose headers are not needed otherwise.
unsigned jsc_get_major_version(void);
unsigned jsc_get_minor_version(void);
unsigned jsc_get_micro_version(void);

#include <stdbool.h>
#include <sys/prctl.h>
#include <sys/resource.h>

// Declared by glibc for _GNU_SOURCE only.
int close_range(unsigned first, unsigned last, int flags);

/// Closes every descriptor but the first three.
static inline void CJSCloseDescriptors(void) { close_range(3, ~0U, 0); }

/// What a process that runs a stranger's program gives up for good: more descriptors than it has, new rights by
/// executing something, outliving its parent, files that grow, core dumps.
static inline void CJSConfineProcess(void) {
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
  prctl(PR_SET_PDEATHSIG, 9, 0, 0, 0);
  const struct rlimit none = {0, 0};
  const struct rlimit standard = {3, 3};
  setrlimit(RLIMIT_NOFILE, &standard);
  setrlimit(RLIMIT_FSIZE, &none);
  setrlimit(RLIMIT_CORE, &none);
}
#else
static inline void CJSCloseDescriptors(void) {}
static inline void CJSConfineProcess(void) {}
#endif
