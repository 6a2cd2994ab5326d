//! The answers of refused calls: the three shapes of a 422, and others that a client must survive (contract
//! section 2).

use http::StatusCode;

use super::Refusal;
use crate::sandbox::api::problem::{Message, Messages, NOT_VALID, Problem};
use crate::sandbox::api::reply::{Outcome, Reply};
use crate::sandbox::api::routes::Route;

const THROTTLED: &str =
    "You have gone over your allotted amount of requests and have been throttled.";
const PROXY_PAGE: &[u8] =
    b"<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n";

impl Refusal {
    /// The answer to a refused call; a 422 complains about parameters that the call really has.
    pub(in crate::sandbox) fn answer(self, route: &Route) -> Outcome {
        let messages = route.fields.iter();
        let messages = messages.map(|field| Message::new(field, NOT_VALID));
        match self {
            Self::Unauthenticated => Err(Problem::unauthenticated()),
            Self::NotFound => Err(Problem::not_found()),
            Self::Invalid => Err(Problem::invalid(messages.collect())),
            Self::InvalidAsObject => {
                let by_param = messages.map(|message| (message.param, vec![message.text]));
                Err(Problem::invalid_as(Messages::Object(by_param.collect())))
            }
            Self::InvalidWithoutCode => {
                let uncoded = messages.map(|message| Message {
                    code: None,
                    text: NOT_VALID.to_owned(),
                    ..message
                });
                Err(Problem::invalid_as(Messages::List(uncoded.collect())))
            }
            Self::TooMany(seconds) => Ok(throttled(StatusCode::TOO_MANY_REQUESTS, seconds)),
            Self::Unavailable(seconds) => Ok(throttled(StatusCode::SERVICE_UNAVAILABLE, seconds)),
            Self::Internal => Err(Problem::new(
                StatusCode::INTERNAL_SERVER_ERROR,
                "internal_server_error",
                "Sorry, something went wrong. It has been reported.",
            )),
            Self::ProxyPage => Ok(Reply::raw(
                StatusCode::BAD_GATEWAY,
                PROXY_PAGE.to_vec(),
                "text/html",
            )),
        }
    }
}

fn throttled(status: StatusCode, seconds: Option<u32>) -> Reply {
    let reply = Reply::from(Problem::new(status, "throttled", THROTTLED));
    Reply {
        retry_after: seconds.map(u64::from),
        ..reply
    }
}
