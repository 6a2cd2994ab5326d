//! The executor that everything asynchronous runs on.
use std::io;
use tokio::runtime::Builder;

/// Runs something to its end; whatever else it started is left behind.
///
/// There are two threads: one can be busy with a page while the other sends a key's call.
pub fn block_on<F: Future>(what: F) -> io::Result<F::Output> {
    let runtime = Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    let done = runtime.block_on(what);
    runtime.shutdown_background();
    Ok(done)
}
