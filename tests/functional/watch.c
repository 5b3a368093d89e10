/* Preloaded into a program, it writes to $WATCH_LOG which host it looks up or calls and which file it opens
   for writing, one line each; of the network it grants nothing. A first line says that it was loaded. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

static void say(const char *what, const char *about) {
    static int log = -1;
    if (log < 0) {
        const char *name = getenv("WATCH_LOG");
        int (*real_open)(const char *, int, ...) = dlsym(RTLD_NEXT, "open");
        log = name ? real_open(name, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600) : -1;
    }
    if (log >= 0) dprintf(log, "%s %s\n", what, about ? about : "");
}

__attribute__((constructor)) static void loaded(void) { say("loaded", ""); }

static int refuse(const char *what, const char *about) {
    say(what, about);
    errno = ENETUNREACH;
    return -1;
}

int getaddrinfo(const char *host, const char *s, const struct addrinfo *h, struct addrinfo **r) {
    say("look-up", host);
    return EAI_NONAME;
}

struct hostent *gethostbyname(const char *host) {
    say("look-up", host);
    return NULL;
}

int connect(int f, const struct sockaddr *to, socklen_t n) { return refuse("connect", ""); }
ssize_t sendto(int f, const void *b, size_t n, int flags, const struct sockaddr *to, socklen_t m) {
    return refuse("sendto", "");
}
ssize_t sendmsg(int f, const struct msghdr *m, int flags) { return refuse("sendmsg", ""); }
int sendmmsg(int f, struct mmsghdr *m, unsigned n, int flags) { return refuse("sendmmsg", ""); }

static int opened(int file, int flags) {
    char link[64], path[4096];
    int kept = errno;
    ssize_t length;
    if (file < 0 || !(flags & (O_WRONLY | O_RDWR | O_CREAT))) return file;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    length = readlink(link, path, sizeof path - 1);
    path[length < 0 ? 0 : length] = 0;
    say("write", path);
    errno = kept;
    return file;
}

#define MODE(mode, last) { va_list rest; va_start(rest, last); mode = va_arg(rest, mode_t); va_end(rest); }
#define OPEN(name) int name(const char *path, int flags, ...) { \
    int (*real)(const char *, int, ...) = dlsym(RTLD_NEXT, #name); mode_t mode; MODE(mode, flags) \
    return opened(real(path, flags, mode), flags); }
#define OPENAT(name) int name(int at, const char *path, int flags, ...) { \
    int (*real)(int, const char *, int, ...) = dlsym(RTLD_NEXT, #name); mode_t mode; MODE(mode, flags) \
    return opened(real(at, path, flags, mode), flags); }
#define FOPEN(name) FILE *name(const char *path, const char *mode) { \
    FILE *(*real)(const char *, const char *) = dlsym(RTLD_NEXT, #name); FILE *file = real(path, mode); \
    if (file) opened(fileno(file), mode[0] == 'r' ? O_RDONLY : O_WRONLY); \
    return file; }

OPEN(open) OPEN(open64) OPENAT(openat) OPENAT(openat64) FOPEN(fopen) FOPEN(fopen64)

int mkdir(const char *path, mode_t mode) {
    int (*real)(const char *, mode_t) = dlsym(RTLD_NEXT, "mkdir");
    int made = real(path, mode), kept = errno;
    if (!made) say("mkdir", path);
    errno = kept;
    return made;
}
