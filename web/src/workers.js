// Where the editor's background scripts are; the build puts their file names in place of WORKER_FILES.

const files = WORKER_FILES;

globalThis.MonacoEnvironment = {
  getWorker(_id, label) {
    return new Worker(new URL(files[label] ?? files.editor, import.meta.url));
  },
};
