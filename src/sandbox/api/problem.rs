//! Refusals, in the API's envelope and wording (contract section 2).

use std::collections::BTreeMap;

use http::StatusCode;
use serde::Serialize;

use crate::sandbox::world::error::Error;
use crate::sandbox::world::records::declines;

/// A refused call.
#[derive(Debug)]
pub struct Problem {
    pub status: StatusCode,
    pub body: Box<ErrorBody>,
    /// Whether what the call wrote is stored: a declined charge is a charge all the same.
    pub keeps: bool,
}

#[derive(Debug, Serialize)]
pub struct ErrorBody {
    pub error: &'static str,
    pub error_description: String,
    #[serde(skip_serializing_if = "Messages::is_empty")]
    pub messages: Messages,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub charge_token: Option<String>,
}

/// What is wrong with the parameters, in the API's two shapes (contract section 2).
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum Messages {
    List(Vec<Message>),
    /// Texts by subject, as some refunds are refused.
    Object(BTreeMap<String, Vec<String>>),
}

impl Messages {
    fn is_empty(&self) -> bool {
        matches!(self, Self::List(messages) if messages.is_empty())
    }
}

/// One parameter that was refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Message {
    pub param: String,
    /// Absent in the answers of the newer services.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    #[serde(rename = "message")]
    pub text: String,
}

impl Message {
    /// A parameter and what is wrong with it; the code follows from the parameter (contract section 2).
    pub fn new(param: &str, complaint: &str) -> Self {
        let code = format!("{}_invalid", param.replace('.', "_"));
        Self {
            param: param.to_owned(),
            code: Some(code),
            text: format!("{} {complaint}", label(param)),
        }
    }
}

/// Spells a parameter as the messages do: `card.expiry_month` becomes "Card expiry month".
fn label(param: &str) -> String {
    let mut letters = param
        .chars()
        .map(|c| if c == '.' || c == '_' { ' ' } else { c });
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

pub const BLANK: &str = "can't be blank";
pub const NOT_VALID: &str = "is not valid";
/// The description when there are messages: without the final full stop since 2014.
const INVALID: &str = "One or more parameters were missing or invalid";

impl Problem {
    pub fn new(status: StatusCode, error: &'static str, description: impl Into<String>) -> Self {
        let body = ErrorBody {
            error,
            error_description: description.into(),
            messages: Messages::List(Vec::new()),
            charge_token: None,
        };
        Self {
            status,
            body: Box::new(body),
            keeps: false,
        }
    }

    /// An unknown token; the documentation prints the other 404 for some (*choice*, after what was recorded).
    pub fn not_found() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "not_found",
            "The requested resource could not be found.",
        )
    }

    /// A path or method that the API does not have.
    pub fn no_route() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "resource_not_found",
            "No resource was found at this URL. See https://pinpayments.com/docs/api for API documentation and a list of valid URLs.",
        )
    }

    /// A missing or wrong key; without the full stop that the documentation prints behind it (*choice*, as a
    /// suite saw it).
    pub fn unauthenticated() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "unauthenticated",
            "Not authorised. (Check API Key)",
        )
    }

    /// Parameters that are not valid.
    pub fn invalid(messages: Vec<Message>) -> Self {
        Self::invalid_as(Messages::List(messages))
    }

    /// Parameters that are not valid, in either of the API's two shapes.
    pub fn invalid_as(messages: Messages) -> Self {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        let mut problem = Self::new(status, "invalid_resource", INVALID);
        problem.body.messages = messages;
        problem
    }

    /// A refund of more than is left (contract section 2, the object form).
    pub fn over_refunded() -> Self {
        let text = "You have tried to refund more than the original charge".to_owned();
        let messages = BTreeMap::from([("charge".to_owned(), vec![text])]);
        Self::invalid_as(Messages::Object(messages))
    }

    /// Parameters that a newer service requires: status 400, and messages without a code (contract section
    /// 2). Its sources do not agree on the code; `invalid_request` is a *choice*.
    pub fn missing(params: &[&str]) -> Self {
        let mut problem = Self::new(StatusCode::BAD_REQUEST, "invalid_request", INVALID);
        let messages = params.iter().map(|param| Message {
            param: (*param).to_owned(),
            code: None,
            text: format!("{} must be present", label(param)),
        });
        problem.body.messages = Messages::List(messages.collect());
        problem
    }

    /// Something that a record cannot do in its state (the code is documented, the texts are a *choice*).
    pub fn wrong_state(description: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "invalid_state", description)
    }

    /// A card token that has been given to a charge or customer before.
    pub fn token_used() -> Self {
        Self::new(
            StatusCode::BAD_REQUEST,
            "token_already_used",
            "Token already used. Card tokens can only be used once, to create a charge or assign a card to a customer",
        )
    }

    /// A request that cannot be read or carried out as it is, in one sentence (the status is a *choice*).
    pub fn refused_request(why: &str) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "invalid_request", why)
    }

    /// Adds the charge that the refusal is about.
    pub fn about(mut self, charge: &str) -> Self {
        self.body.charge_token = Some(charge.to_owned());
        self
    }

    /// A charge that was declined: it is stored, and the answer names it.
    pub fn declined(code: &str, charge: &str) -> Self {
        let decline = declines::by_code(code);
        let status = if decline.code == "gateway_error" {
            StatusCode::BAD_GATEWAY
        } else {
            StatusCode::BAD_REQUEST
        };
        Self {
            keeps: true,
            ..Self::new(status, decline.code, decline.description).about(charge)
        }
    }
}

impl<E: Into<Error>> From<E> for Problem {
    fn from(error: E) -> Self {
        match error.into() {
            Error::NotFound => Self::not_found(),
            error @ (Error::Database(_) | Error::Json(_) | Error::Io(_)) => Self::new(
                StatusCode::INTERNAL_SERVER_ERROR,
                "internal_server_error",
                format!("The sandbox could not do this: {error}"),
            ),
        }
    }
}
